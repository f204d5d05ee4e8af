package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.view.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A history for one reader at one moment.
 *
 * @param cards what is live where
 * @param page the releases that were asked for
 * @param quarantined the releases that are in quarantine
 * @param stops what people stopped and found, as far as it is shown
 * @param moreStops how many of those are not shown
 * @param environments the names of all environments
 * @param warnings what happened to the ledgers themselves, a sentence each
 * @param settled whether nothing is on its way
 */
@Restricted(NoExternalUse.class)
public record HistoryView(
        List<LiveCard> cards,
        HistoryPage page,
        List<StopRow> quarantined,
        List<StopRow> stops,
        int moreStops,
        List<String> environments,
        List<String> warnings,
        boolean settled) {
    /** @param mostStops how many of the things that people stopped and found are shown at most */
    static HistoryView of(
            ApplicationSlots application,
            HistoryFactory factory,
            HistoryFilter filter,
            int page,
            int size,
            int mostStops) {
        List<LiveCard> cards = factory.cards();
        List<String> warnings = new ArrayList<>();
        for (EnvironmentName name : factory.history().slots().keySet()) {
            for (Path torn : ReleaseHistory.tornTails(application, name)) {
                warnings.add(Messages.HistoryView_torn(name, torn.getFileName()));
            }
        }
        List<StopRow> stops = factory.stops(filter);
        return new HistoryView(
                cards,
                factory.page(filter, page, size),
                factory.stops(HistoryFilter.ALL).stream()
                        .filter(StopRow::isQuarantine)
                        .toList(),
                stops.stream().limit(mostStops).toList(),
                Math.max(0, stops.size() - mostStops),
                cards.stream().map(LiveCard::environment).toList(),
                warnings,
                cards.stream().allMatch(card -> card.moves().isEmpty()));
    }

    /** Differs when anything of the cards differs. */
    public String digest() {
        return Digest.of(cards);
    }
}
