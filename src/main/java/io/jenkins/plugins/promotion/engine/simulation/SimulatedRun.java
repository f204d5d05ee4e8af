package io.jenkins.plugins.promotion.engine.simulation;

import io.jenkins.plugins.promotion.engine.analysis.Analysis;
import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.rollout.OnInconclusive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A rollout as it went once.
 *
 * @param outcome FAIL where the release was stopped, PASS where it came through, INCONCLUSIVE where it could not be
 *     said, so that a person is asked or it goes back
 * @param early whether it passed before the last look
 * @param minutes how long it took
 * @param served how many requests the canary served meanwhile
 */
record SimulatedRun(Outcome outcome, boolean early, double minutes, double served) {
    /** Plays it; the same seed gives the same run. */
    static SimulatedRun play(RolloutModel model, List<RolloutModel.Span> spans, Regression regression, long seed) {
        Analysis analysis = new Analysis(model.analysisPlan());
        Noise noise = new Noise(seed);
        Map<String, double[]> memories = new HashMap<>();
        double served = 0;
        for (int i = 0; i < spans.size(); i++) {
            RolloutModel.Span span = spans.get(i);
            served += span.requests() * span.share();
            Map<String, List<Observation>> observed = new HashMap<>();
            for (MetricModel metric : model.metrics()) {
                double[] memory = memories.computeIfAbsent(
                        metric.metric().name(), any -> new double[] {noise.normal(), noise.normal()});
                observed.put(metric.metric().name(), List.of(observation(metric, span, regression, noise, memory)));
            }
            Report report = analysis.look(observed, span.share());
            if (report.outcome() == Outcome.CONTINUE && span.last()) {
                Outcome atEnd = analysis.conclude().outcome();
                boolean over = i == spans.size() - 1;
                if (atEnd == Outcome.FAIL || (over && atEnd == Outcome.PASS)) {
                    return new SimulatedRun(atEnd, false, span.end(), served);
                } else if (atEnd != Outcome.PASS) {
                    OnInconclusive then = model.plan().onInconclusive();
                    if (then != OnInconclusive.PASS || over) {
                        return new SimulatedRun(
                                then == OnInconclusive.PASS ? Outcome.PASS : Outcome.INCONCLUSIVE,
                                false,
                                span.end(),
                                served);
                    }
                }
            } else if (report.outcome() != Outcome.CONTINUE) {
                return new SimulatedRun(report.outcome(), report.outcome() == Outcome.PASS, span.end(), served);
            }
        }
        throw new IllegalStateException("The last look of a rollout decides.");
    }

    private static Observation observation(
            MetricModel model, RolloutModel.Span span, Regression regression, Noise noise, double[] memory) {
        double factor = regression.factor(model.metric());
        long canary = span.ofCanary(model.measured());
        long baseline = span.ofBaseline(model.measured());
        return switch (model.metric().kind()) {
            case RATE ->
                new Observation.Counts(
                        bad(noise, canary, model.level() * factor, model.dispersion()),
                        canary,
                        bad(noise, baseline, model.level(), model.dispersion()),
                        baseline);
            case SAMPLES ->
                new Observation.Values(values(noise, canary, model, factor), values(noise, baseline, model, 1));
            case SERIES ->
                new Observation.Averages(
                        average(noise, model, factor, span.share(), memory, 0),
                        average(noise, model, 1, 1 - span.share(), memory, 1));
            case THRESHOLD -> new Observation.Level(average(noise, model, factor, span.share(), memory, 0));
        };
    }

    private static long bad(Noise noise, long all, double level, double dispersion) {
        double rate = Math.min(1, level);
        return dispersion > 1 ? Math.min(all, noise.bursts(all * rate, dispersion)) : noise.binomial(all, rate);
    }

    /** Lognormal values with the mean and the deviation of the model. */
    private static double[] values(Noise noise, long many, MetricModel model, double factor) {
        double[] values = new double[Math.toIntExact(many)];
        double spread = model.logDeviation();
        double middle = model.level() * factor * Math.exp(-spread * spread / 2);
        for (int i = 0; i < values.length; i++) {
            values[i] = middle * Math.exp(spread * noise.normal());
        }
        return values;
    }

    /** An average over a share of the traffic: the smaller the share, the more it varies. */
    private static double average(
            Noise noise, MetricModel model, double factor, double share, double[] memory, int side) {
        double fresh = Math.sqrt(1 - model.memory() * model.memory());
        memory[side] = model.memory() * memory[side] + fresh * noise.normal();
        return model.level() * factor * (1 + model.noise() / Math.sqrt(share) * memory[side]);
    }
}
