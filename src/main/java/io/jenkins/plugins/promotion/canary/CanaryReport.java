package io.jenkins.plugins.promotion.canary;

import hudson.model.Run;
import io.jenkins.plugins.promotion.analysis.AnalysisFile;
import io.jenkins.plugins.promotion.engine.measure.Chart;
import io.jenkins.plugins.promotion.engine.measure.Interval;
import io.jenkins.plugins.promotion.engine.slot.RolloutAct;
import io.jenkins.plugins.promotion.engine.slot.RolloutLook;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutStep;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The rollouts of a build as data. Times are ISO 8601 in UTC; what does not apply is {@code null} or empty. */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public record CanaryReport(@Exported List<OfRollout> rollouts) {
    private static final Logger LOGGER = Logger.getLogger(CanaryReport.class.getName());

    static CanaryReport of(Run<?, ?> run) {
        return new CanaryReport(BuildRollouts.of(run).stream()
                .map(each -> OfRollout.of(run, each))
                .toList());
    }

    /** One rollout. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record OfRollout(
            @Exported String promotion,
            @Exported String rollout,
            @Exported String strategy,
            @Exported String analysis,
            @Exported String startedAt,
            @Exported String endedAt,
            @Exported int step,
            @Exported Integer weight,
            @Exported boolean moving,
            @Exported boolean paused,
            @Exported boolean asks,
            @Exported String bakeEnd,
            @Exported String outcome,
            @Exported String reason,
            @Exported List<Planned> steps,
            @Exported List<Act> acts,
            @Exported List<OfMetric> metrics) {
        static OfRollout of(Run<?, ?> run, BuildRollouts.OfPromotion found) {
            RolloutRecord rollout = found.rollout();
            return new OfRollout(
                    found.promotion().id().toString(),
                    rollout.name(),
                    rollout.started().strategy(),
                    rollout.started().analysis(),
                    rollout.startedAt().toString(),
                    rollout.isOver() ? rollout.endedAt().toString() : null,
                    rollout.step(),
                    rollout.isOver()
                            ? rollout.end().weight()
                            : rollout.current().map(RolloutWeight::weight).orElse(null),
                    rollout.isMoving(),
                    rollout.pause().isPresent(),
                    rollout.asks(),
                    rollout.bakeEnd().map(Object::toString).orElse(null),
                    rollout.isOver() ? rollout.end().outcome().name() : null,
                    rollout.isOver() ? rollout.end().reason() : null,
                    rollout.started().steps().stream().map(Planned::of).toList(),
                    rollout.acts().stream().map(Act::of).toList(),
                    OfMetric.of(run, found));
        }
    }

    /** A step as it was planned. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record Planned(
            @Exported int weight,
            @Exported String phase,
            @Exported long bakeSeconds) {
        static Planned of(RolloutStep step) {
            return new Planned(step.weight(), step.phase(), step.bakeSeconds());
        }
    }

    /** Something that was done to it. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record Act(
            @Exported String act,
            @Exported int step,
            @Exported String by,
            @Exported String reason,
            @Exported String at) {
        static Act of(RolloutAct act) {
            return new Act(
                    act.kind().name(),
                    act.step(),
                    act.by() == null ? null : act.by().id(),
                    act.reason(),
                    act.at().toString());
        }
    }

    /** What was found of one metric, with what was measured as long as that is kept. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record OfMetric(
            @Exported String metric,
            @Exported boolean critical,
            @Exported String verdict,
            @Exported String reason,
            @Exported String sentence,
            @Exported Double canaryLevel,
            @Exported Double baselineLevel,
            @Exported Double difference,
            @Exported Double low,
            @Exported Double high,
            @Exported boolean relative,
            @Exported Double p,
            @Exported Double needed,
            @Exported List<Point> points) {
        static List<OfMetric> of(Run<?, ?> run, BuildRollouts.OfPromotion found) {
            List<Interval> intervals = List.of();
            List<Found> looked = ledger(found.rollout());
            try {
                var kept = AnalysisFile.of(
                                run, found.promotion().id(), found.rollout().name())
                        .read();
                if (kept.isPresent()) {
                    intervals = kept.get().intervals();
                    if (!found.rollout().isOver() && kept.get().report() != null) {
                        looked = kept.get().report().metrics().stream()
                                .map(Found::of)
                                .toList();
                    }
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, "What was measured of a rollout cannot be shown", e);
            }
            var measured = intervals;
            return looked.stream().map(each -> of(each, measured)).toList();
        }

        private static List<Found> ledger(RolloutRecord rollout) {
            if (rollout.isOver()) {
                return rollout.end().metrics().stream().map(Found::of).toList();
            }
            List<RolloutLook> looks = rollout.looks();
            return looks.isEmpty()
                    ? List.of()
                    : looks.get(looks.size() - 1).event().metrics().stream()
                            .map(Found::of)
                            .toList();
        }

        private static OfMetric of(Found found, List<Interval> intervals) {
            return new OfMetric(
                    found.metric(),
                    found.critical(),
                    found.outcome(),
                    found.reason(),
                    found.sentence(),
                    found.canary(),
                    found.baseline(),
                    found.effect(),
                    found.low(),
                    found.high(),
                    found.relative(),
                    found.p(),
                    found.needed(),
                    Chart.of(found.metric(), intervals).points().stream()
                            .map(Point::of)
                            .toList());
        }
    }

    /** One interval of a metric. */
    @ExportedBean(defaultVisibility = 9)
    @Restricted(NoExternalUse.class)
    public record Point(
            @Exported String at,
            @Exported double share,
            @Exported Double canary,
            @Exported Double baseline,
            @Exported Double low,
            @Exported Double high,
            @Exported String failure) {
        static Point of(Chart.Point point) {
            return new Point(
                    point.at().toString(),
                    point.share(),
                    point.canary(),
                    point.baseline(),
                    point.low(),
                    point.high(),
                    point.failure());
        }
    }
}
