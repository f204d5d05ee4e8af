package io.jenkins.plugins.promotion.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.WaysBack;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.rollback.NoWayBackException;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlan;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlanner;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.view.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Whether an environment is to be rolled back, with all that follows from it.
 *
 * @param from what is left, {@code null} when nobody knows what is live
 * @param to what comes back, {@code null} when nothing can
 * @param choices the releases before, those that are not possible included, with the reason
 * @param barrier where the way back ends, in a sentence; {@code null} when it does not
 * @param migrations what the release has to live with, a sentence each
 * @param commits what goes away, {@code null} when nothing can
 * @param rules what every rule says of the rollback now
 * @param job the name of the job of which a build is started, {@code null} when none can be
 * @param problem why it cannot be, {@code null} when it can
 */
@Restricted(NoExternalUse.class)
public record RollbackQuestion(
        String environment,
        ReleaseSide from,
        ReleaseSide to,
        List<Choice> choices,
        String barrier,
        List<String> migrations,
        GoneCommits commits,
        List<RuleLine> rules,
        String job,
        String problem) {
    /** A release to come back to, or why not. */
    @Restricted(NoExternalUse.class)
    public record Choice(String promotion, String version, String note, boolean possible, boolean chosen) {}

    static RollbackQuestion of(
            ApplicationSlots slots,
            BuildRequests requests,
            EnvironmentName environment,
            @CheckForNull String wanted,
            Times times) {
        RollbackPlanner planner = slots.planner(environment);
        RollbackPlan plan = null;
        String problem = null;
        try {
            plan = planner.plan(wanted);
        } catch (NoWayBackException e) {
            problem = times.told(e.getMessage());
        }
        Job<?, ?> job = plan == null ? null : requests.jobOf(plan).orElse(null);
        if (plan != null && job == null) {
            problem = Messages.RollbackQuestion_noJob(plan.release().version());
        }
        return new RollbackQuestion(
                environment.value(),
                planner.left().map(left -> ReleaseSide.of(slots, left, times)).orElse(null),
                plan == null ? null : ReleaseSide.of(slots, plan.to(), times),
                choices(planner, plan, times),
                barrier(planner),
                plan == null
                        ? List.of()
                        : plan.migrations().stream()
                                .map(RollbackQuestion::migration)
                                .toList(),
                job == null || plan.from() == null
                        ? null
                        : GoneCommits.between(slots, job, plan.from().release(), plan.release()),
                plan == null ? List.of() : rules(slots, environment, plan, times),
                job == null ? null : job.getFullDisplayName(),
                problem);
    }

    /** About what cannot be asked. */
    static RollbackQuestion impossible(String environment, String problem) {
        return new RollbackQuestion(
                environment, null, null, List.of(), null, List.of(), null, List.of(), null, problem);
    }

    private static List<Choice> choices(RollbackPlanner planner, @CheckForNull RollbackPlan plan, Times times) {
        List<Choice> choices = new ArrayList<>();
        String first = planner.ways().stream()
                .filter(WaysBack.Way::isOpen)
                .findFirst()
                .map(way -> way.verified().id().toString())
                .orElse(null);
        for (WaysBack.Way way : planner.ways()) {
            Promotion verified = way.verified();
            String id = verified.id().toString();
            choices.add(new Choice(
                    id,
                    verified.release().version(),
                    way.isOpen()
                            ? id.equals(first)
                                    ? Messages.RollbackQuestion_previous()
                                    : Messages.RollbackQuestion_earlier()
                            : Messages.RollbackQuestion_impossible(
                                    times.told(way.refusal().reason())),
                    way.isOpen(),
                    plan != null && plan.release().isSameAs(verified.release())));
        }
        return choices;
    }

    private static String barrier(RollbackPlanner planner) {
        List<WaysBack.Way> ways = planner.ways();
        Optional<WaysBack.Way> barred = ways.stream()
                .filter(way -> !way.isOpen() && way.refusal().obstacle() == WaysBack.Obstacle.BARRED)
                .findFirst();
        return barred.map(way -> ways.stream()
                        .filter(WaysBack.Way::isOpen)
                        .reduce((newer, older) -> older)
                        .map(last -> Messages.RollbackQuestion_asFarAs(
                                last.verified().release().version(),
                                way.refusal().reason()))
                        .orElse(Messages.RollbackQuestion_noFurther(
                                way.refusal().reason())))
                .orElse(null);
    }

    private static String migration(Promotion promotion) {
        return Messages.RollbackQuestion_migration(
                promotion.release().version(),
                promotion.id(),
                promotion.requested().migration().word());
    }

    /** As if whoever looks asked for it now. */
    private static List<RuleLine> rules(
            ApplicationSlots slots, EnvironmentName environment, RollbackPlan plan, Times times) {
        Command.Request request = new Command.Request(
                Kind.ROLLBACK,
                plan.release(),
                People.current().principal(),
                OnFailure.LEAVE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                plan.asked(null, true, true));
        return RuleLine.of(
                slots.machine(environment)
                        .forecast(slots.state(environment), request, times.now())
                        .findings(),
                times);
    }
}
