package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.policy.WatchSettings;
import io.jenkins.plugins.promotion.engine.policy.WaysBack;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.engine.slot.WatchEvent;
import java.util.Optional;

/**
 * The watch over what is live, and what follows when it is not well. Only a verdict of FAIL has consequences: where nothing
 * is known, nothing is done. A rollback is watched, but never rolled back.
 */
final class Watching {
    private final Setting setting;

    Watching(Setting setting) {
        this.setting = setting;
    }

    /** Has a promotion watched that is about to be verified, where the environment says so. */
    void begin(Draft draft, Promotion promotion) {
        WatchSettings watch = setting.environment().watch();
        if (watch == null || draft.slot().watch(promotion.id()).isPresent()) {
            return;
        }
        boolean isRollback = promotion.requested().kind() == Kind.ROLLBACK;
        draft.add(new WatchEvent.WatchStarted(
                promotion.id(),
                // what was there before a rollback is what was rolled back from, and nothing to be compared with
                watch.plan(setting.environment().health(), isRollback ? null : promotion.startedAt()),
                isRollback ? OnUnwell.REPORT : watch.onUnwell()));
    }

    void ended(Draft draft, Command.WatchEnded end) {
        Optional<Watch> watch = draft.slot()
                .watch()
                .filter(present -> present.id().equals(end.id()) && present.token() == end.token())
                .filter(Watch::isOn);
        if (watch.isEmpty()) {
            return;
        }
        OnUnwell follows = watch.get().onUnwell();
        String less = null;
        if (end.verdict() != Verdict.FAIL) {
            follows = end.verdict() == Verdict.PASS ? null : OnUnwell.REPORT;
        } else if (follows != OnUnwell.REPORT) {
            less = noWayBack(draft).orElse(null);
            follows = less == null ? follows : OnUnwell.REPORT;
        }
        draft.add(new WatchEvent.WatchEnded(end.id(), end.verdict().name(), end.reason(), end.checks(), follows, less));
    }

    static void triggered(Draft draft, Command.RollbackTriggered triggered) {
        draft.slot()
                .watch()
                .filter(present -> present.id().equals(triggered.id()) && present.token() == triggered.token())
                .filter(Watch::isRollbackDue)
                .ifPresent(present -> draft.add(new WatchEvent.RollbackTriggered(triggered.id(), triggered.problem())));
    }

    private Optional<String> noWayBack(Draft draft) {
        WaysBack ways = WaysBack.of(setting.facts(draft.slot(), null, draft.now()));
        return ways.previous().isPresent()
                ? Optional.empty()
                : Optional.of(ways.all().stream()
                        .findFirst()
                        .map(way -> way.refusal().reason() + " " + ways.instead())
                        .orElseGet(ways::instead));
    }
}
