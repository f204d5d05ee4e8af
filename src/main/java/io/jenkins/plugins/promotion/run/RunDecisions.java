package io.jenkins.plugins.promotion.run;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.store.Application;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;

/**
 * What people say on the page of a build. The permission is checked here; whether this person may vote under the rule is
 * for the rule to say, inside the one decision that is recorded.
 */
final class RunDecisions {
    private static final Logger LOGGER = Logger.getLogger(RunDecisions.class.getName());

    private final PromotionRunAction action;
    private final Run<?, ?> run;

    RunDecisions(PromotionRunAction action) {
        this.action = action;
        this.run = action.run();
    }

    HttpResponse decide(String promotion, String application, String rule, String decision, String comment) {
        return answer(promotion, rule, comment, () -> {
            Decision said = oneOf(Decision.values(), decision)
                    .orElseThrow(() -> new NotPossibleException(Messages.PromotionRunAction_decision(decision)));
            PromotionReference reference = reference(promotion, application);
            Application owner = reference.application(run);
            Permits.check(PromotionPermissions.APPROVE, run, owner);
            if (People.isNobody()) {
                throw new NotPossibleException(Messages.PromotionRunAction_nobody());
            }
            ApplicationSlots slots = ApplicationSlots.of(owner);
            AbandonedPromotions.settle(slots, reference.id().environment());
            slots.handle(
                    reference.id().environment(),
                    new Command.CastVote(reference.id(), Util.fixEmptyAndTrim(rule), People.current(), said, comment));
        });
    }

    HttpResponse acknowledge(String promotion, String application, String marked, String found, String reason) {
        return answer(promotion, null, reason, () -> {
            Found live = oneOf(Found.values(), found)
                    .orElseThrow(() -> new NotPossibleException(Messages.PromotionRunAction_found(found)));
            PromotionReference reference = reference(promotion, application);
            Application owner = reference.application(run);
            Permits.check(PromotionPermissions.ROLLBACK, run, owner);
            EnvironmentName environment = reference.id().environment();
            PromotionId asked = PromotionId.parse(marked);
            if (!asked.environment().equals(environment)) {
                throw new NotPossibleException(Messages.PromotionRunAction_notHere(asked));
            }
            ApplicationSlots.of(owner)
                    .handle(
                            environment,
                            new Command.Acknowledge(asked, People.current().principal(), live, reason));
        });
    }

    private PromotionReference reference(String promotion, String application) {
        PromotionId id = PromotionId.parse(promotion);
        return action.promotions().stream()
                .filter(reference -> reference.id().equals(id)
                        && Objects.equals(reference.applicationName(), Util.fixEmpty(application)))
                .findFirst()
                .orElseThrow(() -> new NotPossibleException(Messages.PromotionRunAction_notHere(id)));
    }

    private HttpResponse answer(String promotion, String rule, String text, Runnable deed) {
        try {
            deed.run();
            return new DecisionAnswer(action, null);
        } catch (NotPossibleException | InvalidValueException e) {
            return new DecisionAnswer(action, new RefusedInput(promotion, rule, text, e.getMessage()));
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, "A decision on the page of " + run + " could not be recorded", e);
            return new DecisionAnswer(
                    action, new RefusedInput(promotion, rule, text, Messages.RunDecisions_notRecorded()));
        }
    }

    private static <E extends Enum<E>> Optional<E> oneOf(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> name != null && value.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
