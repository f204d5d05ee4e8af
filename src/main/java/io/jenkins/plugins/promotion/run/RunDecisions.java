package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.view.FormAnswer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.kohsuke.stapler.HttpResponse;

/** What people say on the page of a build: finds the promotion that they mean, and answers what became of it. */
final class RunDecisions {
    private static final String VOTE = "vote";
    private static final String TICK = "tick";
    private static final String OVERRIDE = "override";
    private static final String HOTFIX = "hotfix";
    private static final String ACKNOWLEDGE = "acknowledge";
    private static final String RETAG = "retag";

    private final PromotionRunAction action;

    RunDecisions(PromotionRunAction action) {
        this.action = action;
    }

    HttpResponse decide(String promotion, String application, String rule, String decision, String comment) {
        return answer(VOTE, promotion, application, rule, comment, (decisions, id) -> {
            Decision said = oneOf(Decision.values(), decision)
                    .orElseThrow(() -> new NotPossibleException(Messages.PromotionRunAction_decision(decision)));
            decisions.vote(id, Util.fixEmptyAndTrim(rule), said, comment);
        });
    }

    HttpResponse withdraw(String promotion, String application, String rule, String comment) {
        return answer(
                VOTE,
                promotion,
                application,
                rule,
                comment,
                (decisions, id) -> decisions.withdraw(id, Util.fixEmptyAndTrim(rule)));
    }

    HttpResponse tick(String promotion, String application, String rule, String item, boolean ticked) {
        return answer(
                TICK,
                promotion,
                application,
                rule,
                null,
                (decisions, id) -> decisions.tick(id, Util.fixEmptyAndTrim(rule), item, ticked));
    }

    HttpResponse override(String promotion, String application, String rule, String reason) {
        return answer(
                OVERRIDE,
                promotion,
                application,
                rule,
                reason,
                (decisions, id) -> decisions.override(id, rule, reason));
    }

    HttpResponse hotfix(String promotion, String application, String reason) {
        return answer(
                HOTFIX, promotion, application, null, reason, (decisions, id) -> decisions.declareHotfix(id, reason));
    }

    HttpResponse acknowledge(String promotion, String application, String marked, String found, String reason) {
        return answer(ACKNOWLEDGE, promotion, application, null, reason, (decisions, id) -> {
            Found live = oneOf(Found.values(), found)
                    .orElseThrow(() -> new NotPossibleException(Messages.PromotionRunAction_found(found)));
            PromotionId asked = PromotionId.parse(marked);
            if (!asked.environment().equals(id.environment())) {
                throw new NotPossibleException(Messages.PromotionRunAction_notHere(asked));
            }
            decisions.acknowledge(asked, live, reason);
        });
    }

    HttpResponse retag(String promotion, String application, int tag) {
        return answer(RETAG, promotion, application, null, null, (decisions, id) -> decisions.retryTag(id, tag));
    }

    private HttpResponse answer(
            String form,
            String promotion,
            String application,
            String rule,
            String text,
            BiConsumer<Decisions, PromotionId> deed) {
        Run<?, ?> run = action.run();
        return FormAnswer.to(action, "index.jelly", form, about(promotion, rule), text, () -> {
            PromotionReference reference = action.find(promotion, application);
            deed.accept(Decisions.of(reference.application(run), run.getParent()), reference.id());
            return run.getUrl();
        });
    }

    /** What a form is about, by which a refused one finds the place where it is shown again. */
    static String about(String promotion, @CheckForNull String rule) {
        return rule == null ? promotion : promotion + " " + rule;
    }

    private static <E extends Enum<E>> Optional<E> oneOf(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> name != null && value.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
