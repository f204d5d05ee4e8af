package io.jenkins.plugins.promotion.engine.simulation;

import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A rollout, and the traffic and the metrics that it meets.
 *
 * @param plan its steps
 * @param alpha the probability, at most, that a canary without harm fails
 * @param declared whether the number of looks is declared to the analysis
 * @param perMinute how many requests a minute there are, on average
 * @param swing by which share of that the traffic swings in the course of a day; the rollout begins at the average, rising
 * @param metrics what is measured
 */
public record RolloutModel(
        RolloutPlan plan, double alpha, boolean declared, double perMinute, double swing, List<MetricModel> metrics) {
    private static final double MOST_REQUESTS = 1e7;
    static final int MOST_LOOKS = 10_000;
    private static final double MINUTES_A_DAY = 24 * 60;

    /** @throws InvalidValueException for what is out of range */
    public RolloutModel {
        metrics = List.copyOf(metrics);
        if (!(perMinute > 0) || perMinute > MOST_REQUESTS) {
            throw new InvalidValueException(
                    "perMinute", perMinute, "it takes a number of requests above 0, at most 10000000");
        }
        if (!(swing >= 0) || swing >= 1) {
            throw new InvalidValueException("swing", swing, "it takes a share of the traffic from 0 to less than 1");
        }
        if (plan.looks() == 0 || plan.looks() > MOST_LOOKS) {
            throw new InvalidValueException(
                    "looks",
                    plan.looks(),
                    "at the steps below 100 there are 1 to " + MOST_LOOKS + "; choose bake and interval so");
        }
        analysisPlan(plan, alpha, declared, metrics);
    }

    /** What the judges are told. */
    public AnalysisPlan analysisPlan() {
        return analysisPlan(plan, alpha, declared, metrics);
    }

    private static AnalysisPlan analysisPlan(
            RolloutPlan plan, double alpha, boolean declared, List<MetricModel> metrics) {
        boolean few = plan.looks() <= AnalysisPlan.MOST_DECLARED_LOOKS;
        return new AnalysisPlan(
                alpha,
                declared && few ? plan.looks() : 0,
                plan.conclusions(),
                metrics.stream().map(MetricModel::metric).toList());
    }

    /** The metric that a regression is about. */
    public MetricModel metric(String name) {
        return metrics.stream()
                .filter(model -> model.metric().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException(
                        "metric",
                        name,
                        "there is no such metric; known: "
                                + String.join(
                                        ", ",
                                        metrics.stream()
                                                .map(model -> model.metric().name())
                                                .toList())));
    }

    /** The same with each bake so many times as long, in whole intervals. */
    public RolloutModel baking(double times) {
        List<RolloutPlan.Step> steps =
                plan.steps().stream().map(step -> step(step, times)).toList();
        return new RolloutModel(
                new RolloutPlan(plan.strategy(), steps, plan.interval(), plan.analysis(), plan.onInconclusive()),
                alpha,
                declared,
                perMinute,
                swing,
                metrics);
    }

    /** The bakes as they are written in a plan: one time where all are alike. */
    public String bakes() {
        List<String> judged = plan.steps().stream()
                .limit(plan.steps().size() - 1L)
                .map(step -> DurationText.format(step.bake()))
                .toList();
        return judged.stream().distinct().count() == 1 ? judged.get(0) : String.join(",", judged);
    }

    private RolloutPlan.Step step(RolloutPlan.Step step, double times) {
        double intervals = step.bake().toMillis() * times / plan.interval().toMillis();
        Duration bake = plan.interval().multipliedBy((long) Math.ceil(intervals - 1e-9));
        return new RolloutPlan.Step(
                step.weight(),
                step.phase(),
                bake.compareTo(RolloutPlan.LONGEST_BAKE) > 0 ? RolloutPlan.LONGEST_BAKE : bake);
    }

    /**
     * What comes between two looks.
     *
     * @param share of the canary
     * @param minutes how long it is
     * @param end in minutes since the rollout began
     * @param requests of both sides
     * @param last whether the step ends with it
     */
    record Span(double share, double minutes, double end, double requests, boolean last) {
        long ofCanary(double measured) {
            return Math.round(requests * share * measured);
        }

        long ofBaseline(double measured) {
            return Math.round(requests * (1 - share) * measured);
        }
    }

    /** All looks in order. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        double interval = minutes(plan.interval());
        double now = 0;
        for (int i = 1; i <= plan.steps().size(); i++) {
            double end = now + minutes(plan.step(i).bake());
            while (plan.looksAt(i) && now < end - 1e-9) {
                double next = Math.min(end, now + interval);
                double load = 1 + swing * Math.sin(2 * Math.PI * (now + next) / 2 / MINUTES_A_DAY);
                double share = plan.step(i).weight() / (double) RolloutPlan.ALL;
                spans.add(new Span(share, next - now, next, perMinute * load * (next - now), next >= end - 1e-9));
                now = next;
            }
            now = end;
        }
        return spans;
    }

    /** How long the steps that are judged take, in minutes. */
    public double minutes() {
        List<Span> spans = spans();
        return spans.get(spans.size() - 1).end();
    }

    private static double minutes(Duration duration) {
        return duration.toMillis() / 60_000.0;
    }

    /** About how many raw values a run draws: what it costs. */
    long valuesOfARun() {
        double requests = spans().stream().mapToDouble(Span::requests).sum();
        return Math.round(metrics.stream()
                .mapToDouble(model -> switch (model.metric().kind()) {
                    case SAMPLES -> requests * model.measured();
                    case RATE, SERIES, THRESHOLD -> 0;
                })
                .sum());
    }
}
