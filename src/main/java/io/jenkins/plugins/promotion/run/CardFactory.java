package io.jenkins.plugins.promotion.run;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.view.BuildLink;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Times;
import java.time.Instant;
import java.util.List;

/** Makes the cards of a build for whoever makes the present request. */
final class CardFactory {
    private static final int COMMIT_DIGITS = 7;

    private final Run<?, ?> run;
    private final Times times;

    CardFactory(Run<?, ?> run, Times times) {
        this.run = run;
        this.times = times;
    }

    /** All cards of the build. */
    RunPage page(List<PromotionReference> references) {
        List<RecordedPromotion> all = references.stream()
                .map(reference -> RecordedPromotion.of(run, reference))
                .toList();
        boolean settled = !run.isBuilding() && all.stream().noneMatch(CardFactory::isBeingVerified);
        return RunPage.of(all.stream().map(this::card).toList(), settled);
    }

    /** That may go on after the end of the build. */
    private static boolean isBeingVerified(RecordedPromotion recorded) {
        return recorded instanceof RecordedPromotion.Readable readable
                && readable.promotion().state() instanceof PromotionState.Verifying;
    }

    private EnvironmentCard card(RecordedPromotion recorded) {
        return recorded instanceof RecordedPromotion.Readable readable
                ? card(readable)
                : unreadable((RecordedPromotion.Unreadable) recorded);
    }

    private static EnvironmentCard unreadable(RecordedPromotion.Unreadable recorded) {
        String environment = recorded.reference().id().environment().value();
        return new EnvironmentCard(
                recorded.reference().id().toString(),
                recorded.reference().applicationName(),
                environment,
                Mark.unreadable(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                true,
                new Details(
                        Messages.CardFactory_unreadable(environment),
                        null,
                        recorded.problem(),
                        recorded.problem(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        List.of()));
    }

    private EnvironmentCard card(RecordedPromotion.Readable recorded) {
        Promotion promotion = recorded.promotion();
        Application application = recorded.slots().application();
        boolean back = promotion.outcome() == Outcome.ROLLED_BACK && promotion.previous() != null;
        boolean verified = promotion.outcome() == Outcome.VERIFIED;
        String replaced = promotion.isWaiting()
                ? recorded.slot().live().map(live -> live.release().version()).orElse(null)
                : promotion.previous();
        String commit = promotion.release().commit();
        return new EnvironmentCard(
                promotion.id().toString(),
                recorded.reference().applicationName(),
                promotion.id().environment().value(),
                Mark.of(promotion),
                promotion.hotfix() == null ? null : Mark.hotfix(),
                verified || back ? null : replaced,
                back ? promotion.previous() : promotion.release().version(),
                commit == null || back ? null : commit.substring(0, Math.min(COMMIT_DIGITS, commit.length())),
                back
                        ? Messages.CardFactory_failedHere(promotion.release().version())
                        : verified && replaced != null ? Messages.CardFactory_inPlaceOf(replaced) : null,
                times.moment(since(promotion)),
                back ? Messages.CardFactory_backSince() : Messages.CardFactory_since(),
                !verified,
                promotion.outcome() == null
                        ? promotion.isWaiting()
                        : !promotion.outcome().touchedTarget(),
                details(recorded, application));
    }

    private static Instant since(Promotion promotion) {
        PromotionState state = promotion.state();
        if (state instanceof PromotionState.Over over) {
            return over.at();
        } else if (state instanceof PromotionState.Holding holding && !(state instanceof PromotionState.Deploying)) {
            return holding.since();
        }
        return promotion.isWaiting() ? promotion.requestedAt() : promotion.startedAt();
    }

    private Details details(RecordedPromotion.Readable recorded, Application application) {
        Rights rights = new Rights(run, recorded);
        AcknowledgeForm acknowledge = acknowledge(recorded, application, rights);
        if (recorded.promotion().isWaiting()) {
            return new WaitingDetails(recorded, rights, times).of(acknowledge);
        }
        Promotion promotion = recorded.promotion();
        VerifyingDetails verifying = VerifyingDetails.of(recorded);
        String meaning =
                verifying == null ? new Sentences(recorded.slot(), promotion).sentence() : verifying.sentence();
        Moment since = times.moment(since(promotion));
        return new Details(
                new Sentences(recorded.slot(), promotion).title(),
                since.both(),
                Messages.CardFactory_said(promotion.id().environment().value(), meaning),
                verifying == null ? meaning : verifying.sentence(times),
                Sentences.reason(promotion),
                List.of(),
                verifying == null ? List.of() : verifying.checks(times),
                null,
                acknowledge,
                new Story(recorded, times).facts());
    }

    /** Asked where it belongs, and also where a promotion waits for the answer. */
    private AcknowledgeForm acknowledge(RecordedPromotion.Readable recorded, Application application, Rights rights) {
        SlotState slot = recorded.slot();
        Promotion marked = slot.marked().orElse(null);
        if (marked == null
                || !slot.condition().needsAcknowledgement()
                || !recorded.promotion().isWaiting()
                        && !recorded.promotion().id().equals(marked.id())) {
            return null;
        }
        return new AcknowledgeForm(
                Messages.CardFactory_acknowledge(slot.environment().value()),
                marked.id().toString(),
                BuildLink.of(application, marked.release().build()),
                Sentences.reason(marked),
                marked.release().version(),
                slot.live().map(live -> live.release().version()).orElse(null),
                rights.acknowledge());
    }
}
