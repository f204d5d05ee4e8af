package io.jenkins.plugins.promotion.job;

import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import io.jenkins.plugins.promotion.security.RealmUserIds;
import io.jenkins.plugins.promotion.view.BuildLink;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import io.jenkins.plugins.promotion.view.WatchSentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the cards that tell what is live where, what is on its way there, and what is held. */
final class LiveCards {
    private final ApplicationSlots application;
    private final ReleaseHistory history;
    private final Times times;
    private final boolean mayStop;
    private final HeldLines holds;
    private final UndoneRequests undone;

    LiveCards(ApplicationSlots application, ReleaseHistory history, Times times, boolean mayStop) {
        this.application = application;
        this.history = history;
        this.times = times;
        this.mayStop = mayStop;
        this.holds = new HeldLines(application, history, times, mayStop);
        this.undone = UndoneRequests.find(application, history);
    }

    /** What is live where: the environments in order. */
    List<LiveCard> all() {
        List<LiveCard> cards = new ArrayList<>();
        history.slots().forEach((name, slot) -> cards.add(card(name, slot)));
        history.problems()
                .forEach((name, problem) -> cards.add(new LiveCard(
                        name.value(),
                        Mark.unreadable(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        List.of(),
                        null,
                        List.of(),
                        false,
                        problem)));
        return cards;
    }

    private LiveCard card(EnvironmentName name, SlotState slot) {
        Optional<Live> live = slot.live();
        BuildLink build = live.map(Live::release)
                .map(release -> BuildLink.of(application.application(), release.build()))
                .orElse(null);
        return new LiveCard(
                name.value(),
                mark(slot),
                live.map(one -> one.release().version()).orElse(null),
                live.map(one -> ReleaseRows.shortened(one.release().commit())).orElse(null),
                build,
                live.map(one -> times.moment(one.since())).orElse(null),
                live.map(one -> lasting(slot, one)).orElse(null),
                note(slot),
                slot.watch()
                        .map(watch -> new WatchSentence(watch, times).sentence())
                        .orElse(null),
                slot.watch().filter(Watch::asks).isPresent(),
                slot.open().stream().map(promotion -> move(slot, promotion)).toList(),
                undone.in(slot).map(LiveCards::undone).orElse(null),
                holds.of(slot),
                mayStop && slot.hold().isEmpty(),
                null);
    }

    private String lasting(SlotState slot, Live live) {
        String time = times.lasting(Duration.between(live.since(), times.now()));
        return slot.condition() == Condition.CLEAR
                ? Messages.HistoryFactory_liveFor(time)
                : Messages.HistoryFactory_lastVerified(time);
    }

    private static Mark mark(SlotState slot) {
        return switch (slot.condition()) {
            case CLEAR ->
                slot.live()
                        .map(live -> isUnwell(slot)
                                ? Mark.unwell()
                                : live.verified()
                                        ? Mark.of(Outcome.VERIFIED)
                                        : Mark.of(Outcome.VERIFIED).worded(Messages.HistoryFactory_acknowledged()))
                        .orElse(null);
            case FAILED -> Mark.of(Outcome.FAILED);
            case BROKEN -> Mark.of(Outcome.BROKEN);
            case UNKNOWN -> Mark.of(Outcome.UNKNOWN);
        };
    }

    private static boolean isUnwell(SlotState slot) {
        return slot.watch()
                .filter(watch -> watch.end() != null
                        && Verdict.FAIL.name().equals(watch.end().verdict()))
                .isPresent();
    }

    private static String note(SlotState slot) {
        return slot.marked()
                .map(marked -> switch (slot.condition()) {
                    case FAILED ->
                        Messages.HistoryFactory_failed(marked.release().version());
                    case BROKEN ->
                        marked.requested().kind() == Kind.ROLLBACK
                                ? Messages.HistoryFactory_rollbackFailed(
                                        marked.release().version())
                                : Messages.HistoryFactory_broken(
                                        marked.release().version());
                    case UNKNOWN ->
                        Messages.HistoryFactory_unknown(marked.release().version());
                    case CLEAR -> null;
                })
                .orElse(null);
    }

    private LiveCard.Move move(SlotState slot, Promotion promotion) {
        BuildLink build =
                BuildLink.of(application.application(), promotion.release().build());
        String said;
        if (promotion.state() instanceof PromotionState.RollingBack back) {
            said = Messages.HistoryFactory_rollingBack(back.to().release().version());
        } else if (promotion.state() instanceof PromotionState.Verifying) {
            said = Messages.HistoryFactory_verifying();
        } else if (promotion.isHolder()) {
            said = Messages.HistoryFactory_deploying();
        } else {
            int missing = missingApprovals(slot.environment(), promotion);
            said = missing == 0
                    ? Messages.HistoryFactory_waits()
                    : missing == 1 ? Messages.HistoryFactory_waitsForOne() : Messages.HistoryFactory_waitsFor(missing);
        }
        return new LiveCard.Move(Mark.of(promotion), promotion.release().version(), build, said);
    }

    private static LiveCard.Move undone(Run<?, ?> run) {
        CarriedRequest carried = CarriedRequest.of(run);
        String build = run.getDisplayName();
        return new LiveCard.Move(
                Mark.of(Outcome.FAILED),
                carried.version(),
                new BuildLink(build, run.getUrl()),
                carried.isRollback()
                        ? Messages.LiveCards_notRolledBack(build, carried.environment())
                        : Messages.LiveCards_notPromoted(build, carried.environment()));
    }

    private int missingApprovals(EnvironmentName name, Promotion promotion) {
        return history.environment(name).map(Environment::approvals).orElse(List.of()).stream()
                .mapToInt(rule -> Math.max(
                        0,
                        rule.count()
                                - rule.counted(promotion, new RealmUserIds(), times.now())
                                        .size()))
                .sum();
    }
}
