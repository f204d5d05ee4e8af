package io.jenkins.plugins.promotion.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.view.Times;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Whether a release of the history is to be brought into an environment, with all that follows from it.
 *
 * @param promotion the promotion whose release it is, as it was named
 * @param release that release, {@code null} when it is not known
 * @param environment where it is to go, {@code null} when it can go nowhere
 * @param live what is live there, {@code null} when nothing that is known of
 * @param seen the identity of that, empty for nothing
 * @param targets where it could go
 * @param commits what comes, {@code null} when nothing is there to compare with
 * @param migration what it does to the data, {@code null} for nothing
 * @param rules what every rule of the environment says of it now
 * @param job the name of the job of which a build is started, {@code null} when none can be
 * @param problem why it cannot be, {@code null} when it can
 */
@Restricted(NoExternalUse.class)
public record PromotionQuestion(
        String promotion,
        ReleaseSide release,
        String environment,
        ReleaseSide live,
        String seen,
        List<Target> targets,
        GoneCommits commits,
        String migration,
        List<RuleLine> rules,
        String job,
        String problem) {
    /** An environment that it could go to. */
    @Restricted(NoExternalUse.class)
    public record Target(String environment, String note, boolean chosen) {}

    /** @param wanted where to, {@code null} for the one that comes next */
    static PromotionQuestion of(
            ApplicationSlots slots,
            BuildRequests requests,
            PromotionId id,
            @CheckForNull EnvironmentName wanted,
            Times times) {
        Promotion known = slots.state(id.environment())
                .find(id)
                .orElseThrow(
                        () -> new NotPossibleException(Messages.PromotionQuestion_unknown(id, slots.application())));
        Release release = known.release();
        EnvironmentName environment = wanted == null
                ? next(slots, known)
                : slots.environments().get(wanted).name();
        Optional<Live> live = slots.state(environment).live();
        Job<?, ?> job = requests.jobOf(known).orElse(null);
        return new PromotionQuestion(
                id.toString(),
                ReleaseSide.of(slots, known, times),
                environment.value(),
                live.flatMap(one -> slots.state(environment).find(one.by()))
                        .map(promotion -> ReleaseSide.of(slots, promotion, times))
                        .orElse(null),
                live.map(one -> one.release().identity()).orElse(""),
                targets(slots, release, environment),
                job == null
                        ? null
                        : live.filter(one -> !one.release().isSameAs(release))
                                .map(one -> GoneCommits.between(slots, job, release, one.release()))
                                .orElse(null),
                migration(known),
                RuleLine.of(
                        slots.forecast(environment, release, People.current().principal(), times.now())
                                .findings(),
                        times),
                job == null ? null : job.getFullDisplayName(),
                job == null ? Messages.PromotionQuestion_noJob(release.version()) : null);
    }

    /** About what cannot be asked. */
    static PromotionQuestion impossible(String promotion, String problem) {
        return new PromotionQuestion(promotion, null, null, null, "", List.of(), null, null, List.of(), null, problem);
    }

    /** The first environment behind that of the promotion in which the release is not live, else the last one. */
    private static EnvironmentName next(ApplicationSlots slots, Promotion known) {
        List<EnvironmentName> names =
                slots.environments().all().stream().map(Environment::name).toList();
        if (names.isEmpty()) {
            throw new NotPossibleException(Messages.PromotionQuestion_nowhere());
        }
        return names.stream()
                .skip(names.indexOf(known.id().environment()) + 1L)
                .filter(name -> !isLive(slots, name, known.release()))
                .findFirst()
                .orElse(names.get(names.size() - 1));
    }

    private static boolean isLive(ApplicationSlots slots, EnvironmentName name, Release release) {
        return slots.state(name)
                .live()
                .filter(live -> live.release().isSameAs(release))
                .isPresent();
    }

    private static List<Target> targets(ApplicationSlots slots, Release release, EnvironmentName chosen) {
        return slots.environments().all().stream()
                .map(Environment::name)
                .map(name -> new Target(
                        name.value(),
                        isLive(slots, name, release)
                                ? Messages.PromotionQuestion_same()
                                : slots.state(name)
                                        .live()
                                        .map(live -> Messages.PromotionQuestion_other(
                                                live.release().version()))
                                        .orElseGet(Messages::PromotionQuestion_nothing),
                        name.equals(chosen)))
                .toList();
    }

    private static String migration(Promotion known) {
        Migration migration = known.requested().migration();
        return migration == null || migration == Migration.NONE ? null : migration.word();
    }
}
