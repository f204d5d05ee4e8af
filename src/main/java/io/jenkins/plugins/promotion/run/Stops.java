package io.jenkins.plugins.promotion.run;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
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
    private static final String HOLDS = "environment-holds/";

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
        List<RuleRow.Place> places = new ArrayList<>();
        Item item = recorded.slots().application().item();
        boolean hold = finding.kind().equals(RuleBook.HOLD);
        boolean own = hold ? recorded.slot().hold().isPresent() : finding.kind().equals(RuleBook.QUARANTINE);
        if (own && item != null && recorded.reference().applicationName() == null) {
            places.add(new RuleRow.Place(item.getUrl() + HISTORY, Messages.Stops_history()));
        }
        if (hold) {
            addAround(places, item);
        }
        return places;
    }

    private void addAround(List<RuleRow.Place> places, Item item) {
        EnvironmentName environment = recorded.environment().name();
        for (Object place = item; place instanceof Item inside; place = inside.getParent()) {
            if (inside instanceof AbstractFolder<?> folder
                    && folder.hasPermission(Item.READ)
                    && EnvironmentHolds.at(folder).hold(environment).isPresent()) {
                places.add(new RuleRow.Place(folder.getUrl() + HOLDS, Messages.Stops_folder(folder.getFullName())));
            }
        }
        if (!Jenkins.get().hasPermission(Jenkins.SYSTEM_READ)) {
            return;
        }
        if (EnvironmentHolds.at(null).hold(environment).isPresent()) {
            places.add(new RuleRow.Place("manage/" + HOLDS, Messages.Stops_everywhere()));
        }
        if (recorded.environment().hold() != null) {
            places.add(new RuleRow.Place("manage/environments/", Messages.Stops_environments()));
        }
    }
}
