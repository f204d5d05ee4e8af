package io.jenkins.plugins.promotion.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.view.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One application in one environment.
 *
 * @param condition what is known of the target, {@code null} when the record cannot be read
 * @param live what is live, {@code null} when nothing is known to be
 * @param problem why the record cannot be read, {@code null} when it can
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EnvironmentStatus(
        String environment,
        Condition condition,
        LiveRelease live,
        List<Held> holds,
        List<Quarantined> quarantines,
        List<Open> promotions,
        String problem) {
    /** What is live, and the build that brought it. */
    record LiveRelease(String version, String build, Instant since, boolean verified) {}

    /** One hold; by configuration nobody in particular set it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Held(String place, String by, Instant since, String reason, String who) {}

    /** A release that was found bad here. */
    record Quarantined(String version, String identity, String by, Instant since, String reason) {}

    /**
     * A promotion that has not ended; what waits has findings.
     *
     * @param problem why it has none, such as that the record of another environment cannot be read, {@code null} when it has
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Open(
            String id,
            String version,
            String build,
            String by,
            boolean waiting,
            Instant since,
            Instant deadline,
            List<Finding> findings,
            String problem) {
        static Open of(ApplicationSlots slots, SlotState slot, Promotion promotion) {
            List<Finding> findings = List.of();
            String problem = null;
            try {
                findings = promotion.isWaiting()
                        ? slots.machine(slot.environment()).findings(slot, promotion, Instant.now())
                        : List.of();
            } catch (LedgerException e) {
                problem = Problem.of(e, slots.application());
            }
            return new Open(
                    promotion.id().toString(),
                    promotion.release().version(),
                    promotion.release().build().toString(),
                    promotion.requested().by().display(),
                    promotion.isWaiting(),
                    promotion.isWaiting() ? promotion.requestedAt() : promotion.startedAt(),
                    promotion.requested().deadline(),
                    findings,
                    problem);
        }
    }

    static EnvironmentStatus of(ApplicationSlots slots, EnvironmentName name) {
        try {
            SlotState slot = AbandonedPromotions.settle(slots, name);
            return new EnvironmentStatus(
                    name.value(),
                    slot.condition(),
                    slot.live().map(EnvironmentStatus::live).orElse(null),
                    holds(slots, slot),
                    slot.quarantines().stream()
                            .map(one -> new Quarantined(
                                    one.version(),
                                    one.releaseIdentity(),
                                    one.by().display(),
                                    one.since(),
                                    one.reason()))
                            .toList(),
                    slot.open().stream()
                            .map(promotion -> Open.of(slots, slot, promotion))
                            .toList(),
                    null);
        } catch (LedgerException e) {
            return new EnvironmentStatus(
                    name.value(), null, null, List.of(), List.of(), List.of(), Problem.of(e, slots.application()));
        }
    }

    private static LiveRelease live(Live live) {
        return new LiveRelease(
                live.release().version(), live.release().build().toString(), live.since(), live.verified());
    }

    private static List<Held> holds(ApplicationSlots slots, SlotState slot) {
        List<Held> holds = new ArrayList<>();
        slots.environments()
                .find(slot.environment())
                .map(Environment::hold)
                .ifPresent(reason -> holds.add(new Held(
                        Messages.EnvironmentStatus_byConfiguration(),
                        null,
                        null,
                        reason,
                        Messages.EnvironmentStatus_administrators())));
        EnvironmentHolds.around(slots.application(), slot.environment())
                .forEach(wider -> holds.add(held(wider.place(), wider.hold(), wider.lifters())));
        slot.hold()
                .ifPresent(hold -> holds.add(held(
                        Messages.EnvironmentStatus_thisApplication(), hold, Messages.EnvironmentStatus_lifters())));
        return holds;
    }

    private static Held held(String place, Hold hold, String who) {
        return new Held(place, hold.by().display(), hold.since(), hold.reason(), who);
    }

    /** One line for each thing that is the case, each beginning with what it is about. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        String about = environment + ": ";
        if (problem != null) {
            lines.add(about + problem);
            return lines;
        }
        lines.add(about + liveSentence());
        holds.forEach(hold -> lines.add(about
                + (hold.by() == null
                        ? Messages.EnvironmentStatus_configured(hold.place(), Lines.sentence(hold.reason()))
                        : Messages.EnvironmentStatus_held(
                                hold.place(), hold.by(), Lines.time(hold.since()), Lines.sentence(hold.reason())))
                + " " + Messages.Lines_who(hold.who()) + " " + Messages.Lines_notByItself()));
        quarantines.forEach(one -> lines.add(about
                + Messages.EnvironmentStatus_quarantined(
                        one.version(), one.by(), Lines.time(one.since()), Lines.sentence(one.reason()))));
        for (Open open : promotions) {
            lines.add(open.id() + ": "
                    + (open.waiting()
                            ? Messages.EnvironmentStatus_waits(
                                    open.version(), open.build(), Lines.time(open.since()), open.by())
                            : Messages.EnvironmentStatus_deploying(
                                    open.version(), open.build(), Lines.time(open.since())))
                    + (open.waiting() && open.deadline() != null
                            ? " " + Messages.EnvironmentStatus_lapses(Lines.time(open.deadline()))
                            : ""));
            if (open.problem() != null) {
                lines.add(open.id() + ": " + open.problem());
            }
            open.findings().forEach(finding -> lines.add(open.id() + ": " + Lines.finding(finding)));
        }
        return lines;
    }

    private String liveSentence() {
        String known = live == null
                ? Messages.EnvironmentStatus_nothing()
                : live.verified()
                        ? Messages.EnvironmentStatus_live(live.version(), live.build(), Lines.time(live.since()))
                        : Messages.EnvironmentStatus_found(live.version(), live.build(), Lines.time(live.since()));
        return switch (condition) {
            case CLEAR -> known;
            case FAILED -> known + " " + Messages.EnvironmentStatus_failed();
            case BROKEN -> known + " " + Messages.EnvironmentStatus_broken();
            case UNKNOWN -> known + " " + Messages.EnvironmentStatus_unknown();
        };
    }
}
