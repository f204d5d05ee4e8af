package io.jenkins.plugins.promotion.run;

import hudson.Util;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.runtime.Decisions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;

/** What people say on the page of a build: finds the promotion that they mean, and answers what became of it. */
final class RunDecisions {
    static final String VOTE = "vote";
    static final String TICK = "tick";
    static final String OVERRIDE = "override";
    static final String HOTFIX = "hotfix";
    static final String ACKNOWLEDGE = "acknowledge";

    private static final Logger LOGGER = Logger.getLogger(RunDecisions.class.getName());

    private final PromotionRunAction action;

    RunDecisions(PromotionRunAction action) {
        this.action = action;
    }

    HttpResponse decide(String promotion, String application, String rule, String decision, String comment) {
        return answer(new RefusedInput(promotion, VOTE, rule, comment, null), application, (decisions, id) -> {
            Decision said = oneOf(Decision.values(), decision)
                    .orElseThrow(() -> new NotPossibleException(Messages.PromotionRunAction_decision(decision)));
            decisions.vote(id, Util.fixEmptyAndTrim(rule), said, comment);
        });
    }

    HttpResponse withdraw(String promotion, String application, String rule, String comment) {
        return answer(
                new RefusedInput(promotion, VOTE, rule, comment, null),
                application,
                (decisions, id) -> decisions.withdraw(id, Util.fixEmptyAndTrim(rule)));
    }

    HttpResponse tick(String promotion, String application, String rule, String item, boolean ticked) {
        return answer(
                new RefusedInput(promotion, TICK, rule, null, null),
                application,
                (decisions, id) -> decisions.tick(id, Util.fixEmptyAndTrim(rule), item, ticked));
    }

    HttpResponse override(String promotion, String application, String rule, String reason) {
        return answer(
                new RefusedInput(promotion, OVERRIDE, rule, reason, null),
                application,
                (decisions, id) -> decisions.override(id, rule, reason));
    }

    HttpResponse hotfix(String promotion, String application, String reason) {
        return answer(
                new RefusedInput(promotion, HOTFIX, null, reason, null),
                application,
                (decisions, id) -> decisions.declareHotfix(id, reason));
    }

    HttpResponse acknowledge(String promotion, String application, String marked, String found, String reason) {
        return answer(new RefusedInput(promotion, ACKNOWLEDGE, null, reason, null), application, (decisions, id) -> {
            Found live = oneOf(Found.values(), found)
                    .orElseThrow(() -> new NotPossibleException(Messages.PromotionRunAction_found(found)));
            PromotionId asked = PromotionId.parse(marked);
            if (!asked.environment().equals(id.environment())) {
                throw new NotPossibleException(Messages.PromotionRunAction_notHere(asked));
            }
            decisions.acknowledge(asked, live, reason);
        });
    }

    private HttpResponse answer(RefusedInput input, String application, BiConsumer<Decisions, PromotionId> deed) {
        try {
            PromotionReference reference = action.find(input.promotion(), application);
            Decisions decisions = Decisions.of(
                    reference.application(action.run()), action.run().getParent());
            deed.accept(decisions, reference.id());
            return new DecisionAnswer(action, null);
        } catch (NotPossibleException | InvalidValueException e) {
            return new DecisionAnswer(action, input.because(e.getMessage()));
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, e, () -> "A decision on the page of " + action.run() + " could not be recorded");
            return new DecisionAnswer(action, input.because(Messages.RunDecisions_notRecorded()));
        }
    }

    private static <E extends Enum<E>> Optional<E> oneOf(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> name != null && value.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
