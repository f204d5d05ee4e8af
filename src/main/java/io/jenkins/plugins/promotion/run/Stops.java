package io.jenkins.plugins.promotion.run;

import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.RuleBook;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.view.Times;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/** What is to be known of a hold or a quarantine beside its finding: since when, by the clock of the reader, and where it is lifted. */
final class Stops {
    private static final String HISTORY = "release-history/";
    private static final String ENVIRONMENTS = "manage/environments/";

    private final RecordedPromotion.Readable recorded;
    private final Times times;

    Stops(RecordedPromotion.Readable recorded, Times times) {
        this.recorded = recorded;
        this.times = times;
    }

    List<String> notes(Finding finding) {
        return finding.kind().equals(RuleBook.HOLD)
                ? recorded.slot().hold().map(Hold::since).stream()
                        .map(since -> Messages.Stops_since(times.moment(since).both()))
                        .toList()
                : List.of();
    }

    /** Where it is lifted, as far as the reader finds a page for it. */
    List<RuleRow.Place> places(Finding finding) {
        boolean hold = finding.kind().equals(RuleBook.HOLD);
        List<RuleRow.Place> places = new ArrayList<>();
        Item item = recorded.slots().application().item();
        boolean own = hold ? recorded.slot().hold().isPresent() : finding.kind().equals(RuleBook.QUARANTINE);
        if (own && item != null && recorded.reference().applicationName() == null) {
            places.add(new RuleRow.Place(item.getUrl() + HISTORY, Messages.Stops_history()));
        }
        if (hold && isHeldAround() && Jenkins.get().hasPermission(Jenkins.SYSTEM_READ)) {
            places.add(new RuleRow.Place(ENVIRONMENTS, Messages.Stops_environments()));
        }
        return places;
    }

    private boolean isHeldAround() {
        return recorded.environment().hold() != null
                || !EnvironmentHolds.around(
                                recorded.slots().application(),
                                recorded.environment().name())
                        .isEmpty();
    }
}
