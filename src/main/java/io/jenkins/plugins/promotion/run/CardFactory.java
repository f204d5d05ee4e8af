package io.jenkins.plugins.promotion.run;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
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
        boolean settled = !run.isBuilding() && all.stream().noneMatch(CardFactory::goesOn);
        return RunPage.of(all.stream().map(this::card).toList(), settled);
    }

    /** Whether something is still to come after the end of the build: a verdict, a tag, or what a watch leads to. */
    private static boolean goesOn(RecordedPromotion recorded) {
        if (!(recorded instanceof RecordedPromotion.Readable readable)) {
            return false;
        }
        PromotionId id = readable.promotion().id();
        return readable.promotion().state() instanceof PromotionState.Verifying
                || readable.slot()
                        .watch(id)
                        .filter(watch -> watch.isOn() || watch.isRollbackDue())
                        .isPresent()
                || readable.slot().dueTags().stream().anyMatch(tag -> tag.id().equals(id));
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
                        null,
                        List.of()));
    }

    private EnvironmentCard card(RecordedPromotion.Readable recorded) {
        Promotion promotion = recorded.promotion();
        Application application = recorded.slots().application();
        WatchDetails watch = WatchDetails.of(recorded);
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
                watch == null ? null : watch.mark(times),
                verified || back ? null : replaced,
                back ? promotion.previous() : promotion.release().version(),
                commit == null || back ? null : commit.substring(0, Math.min(COMMIT_DIGITS, commit.length())),
                back
                        ? Messages.CardFactory_failedHere(promotion.release().version())
                        : verified && replaced != null ? Messages.CardFactory_inPlaceOf(replaced) : null,
                times.moment(since(promotion)),
                back ? Messages.CardFactory_backSince() : Messages.CardFactory_since(),
                !verified || watch != null && watch.attention(),
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
        WatchDetails watch = WatchDetails.of(recorded);
        String ended = new Sentences(recorded.slot(), promotion).sentence()
                + (watch == null ? "" : " " + watch.sentence(times));
        String meaning = verifying == null ? ended : verifying.sentence();
        Moment since = times.moment(since(promotion));
        return new Details(
                new Sentences(recorded.slot(), promotion).title(),
                since.both(),
                Messages.CardFactory_said(promotion.id().environment().value(), meaning),
                verifying == null ? meaning : verifying.sentence(times),
                times.told(Sentences.reason(promotion)),
                List.of(),
                verifying != null ? verifying.checks(times) : watch == null ? List.of() : watch.checks(times),
                null,
                acknowledge,
                watch == null ? null : watch.rollback(rights),
                new Story(recorded, rights, times).facts());
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
                times.told(Sentences.reason(marked)),
                marked.release().version(),
                slot.live().map(live -> live.release().version()).orElse(null),
                rights.acknowledge());
    }
}
