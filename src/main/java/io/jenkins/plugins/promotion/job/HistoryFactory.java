package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.view.Times;
import java.util.List;

/** Makes the parts of a history for whoever makes the present request. */
final class HistoryFactory {
    private final ApplicationSlots application;
    private final ReleaseHistory history;
    private final Times times;
    private final boolean mayStop;
    private final boolean mayPromote;

    /** @param mayPromote whether the reader may start builds that promote what is in the history */
    HistoryFactory(ApplicationSlots application, Decisions decisions, Times times, boolean mayPromote) {
        this.application = application;
        this.history = ReleaseHistory.read(application);
        this.times = times;
        this.mayStop = decisions.may(PromotionPermissions.ROLLBACK);
        this.mayPromote = mayPromote;
    }

    ReleaseHistory history() {
        return history;
    }

    HistoryPage page(HistoryFilter filter, int wanted, int size) {
        List<Promotion> all = history.promotions(filter, times.now());
        int pages = Math.max(1, (all.size() + size - 1) / size);
        int number = Math.max(1, Math.min(wanted, pages));
        ReleaseRows rows = new ReleaseRows(application, history, times, mayStop, mayPromote);
        return new HistoryPage(
                all.stream()
                        .skip((long) (number - 1) * size)
                        .limit(size)
                        .map(rows::row)
                        .toList(),
                filter,
                number,
                size,
                all.size(),
                List.copyOf(history.problems().values()));
    }

    /** What is live where: the environments in order. */
    List<LiveCard> cards() {
        return new LiveCards(application, history, times, mayStop).all();
    }

    /** What people stopped and found, newest first. */
    List<StopRow> stops(HistoryFilter filter) {
        return new StopRows(application, history, times, mayStop).all(filter);
    }
}
