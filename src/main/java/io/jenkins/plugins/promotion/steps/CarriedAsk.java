package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;

/** What a build asks for in place of what its {@code promoteTo} says, because it was started for one release. */
final class CarriedAsk {
    private CarriedAsk() {}

    /** Whether the build was started for another environment than that of a step. */
    static boolean isElsewhere(@CheckForNull CarriedRequest carried, @CheckForNull String environment) {
        return carried != null && environment != null && !carried.environment().equalsIgnoreCase(environment.strip());
    }

    /** The rollback that was asked for. */
    static PromotingStep.Asked rollback(
            CarriedRequest carried, Run<?, ?> run, ApplicationSlots slots, EnvironmentName environment) {
        return new RequestedRollback(
                        new RequestedRollback.Wish(
                                carried.promotion(),
                                carried.leaves(),
                                carried.reason(),
                                carried.quarantine(),
                                null,
                                carried.isAutomatic()),
                        run,
                        slots,
                        environment)
                .ask();
    }

    /**
     * What the promotion does to the data: what the step says now, or what was said of the release when it was promoted
     * elsewhere, whichever is worse.
     *
     * @param said by the step, {@code null} for nothing
     */
    @CheckForNull
    static Migration migration(
            @CheckForNull CarriedRequest carried, ApplicationSlots slots, @CheckForNull Migration said) {
        if (carried == null) {
            return said;
        }
        PromotionId id = PromotionId.parse(carried.promotion());
        Migration recorded = slots.state(id.environment())
                .find(id)
                .map(promotion -> promotion.requested().migration())
                .orElse(null);
        return recorded == null || said != null && said.compareTo(recorded) >= 0 ? said : recorded;
    }

    /**
     * The release that was asked for, as its promotion was recorded.
     *
     * @throws NotPossibleException when the record does not know that promotion any more
     */
    static Release release(CarriedRequest carried, Run<?, ?> run, ApplicationSlots slots) {
        PromotionId id = PromotionId.parse(carried.promotion());
        Release known = slots.state(id.environment())
                .find(id)
                .map(Promotion::release)
                .orElseThrow(() -> new NotPossibleException("This build was started for the release of " + id + ", and "
                        + slots.application() + " has no such promotion."));
        return new Release(
                known.version(),
                known.artifacts(),
                known.commit(),
                new BuildRef(run.getParent().getFullName(), run.getNumber()),
                known.builtAt());
    }
}
