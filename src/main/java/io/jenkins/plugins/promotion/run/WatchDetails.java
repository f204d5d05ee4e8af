package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.verification.LiveWatches;
import io.jenkins.plugins.promotion.view.CheckRow;
import io.jenkins.plugins.promotion.view.CheckRows;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import io.jenkins.plugins.promotion.view.WatchReport;
import io.jenkins.plugins.promotion.view.WatchSentence;
import java.util.ArrayList;
import java.util.List;

/** What there is to tell of the watch over the release of a promotion, which goes on after its build has ended. */
record WatchDetails(RecordedPromotion.Readable recorded, Watch watch) {
    private static final String ROLLBACK = "release-history/rollback/?environment=";

    /** {@code null} for a promotion of which nothing is or was watched. */
    @CheckForNull
    static WatchDetails of(RecordedPromotion.Readable recorded) {
        return recorded.slot()
                .watch(recorded.promotion().id())
                .filter(watch -> watch.since() != null)
                .map(watch -> new WatchDetails(recorded, watch))
                .orElse(null);
    }

    /** How far it is, and what follows from it. */
    String sentence(Times times) {
        return new WatchSentence(watch, times).sentence();
    }

    /** {@code null} where there is nothing to be pointed at. */
    @CheckForNull
    Mark mark(Times times) {
        return new WatchSentence(watch, times).mark();
    }

    /** Whether somebody should look: it is live, and looked at still or not well. */
    boolean attention() {
        return watch.isOn()
                || watch.overtakenAt() == null
                        && watch.end() != null
                        && watch.end().follows() != null;
    }

    /** The checks, as long as they are looked at. */
    List<CheckRow> checks(Times times) {
        if (!watch.isOn()) {
            return List.of();
        }
        return new CheckRows(times).of(watch.plan(), known());
    }

    /** All of it as data. */
    WatchReport report() {
        return WatchReport.of(watch, known());
    }

    @CheckForNull
    private GateState known() {
        return watch.isOn()
                ? LiveWatches.get()
                        .state(recorded.slots().application(), watch.id().environment())
                        .orElse(null)
                : null;
    }

    /** What it found, for the story; {@code null} before its end. */
    @CheckForNull
    Details.Fact fact(Times times) {
        if (watch.end() == null) {
            return null;
        }
        List<String> lines = new ArrayList<>(
                List.of(watch.end().verdict() + ". " + watch.end().reason()));
        watch.end()
                .checks()
                .forEach(check -> lines.add(check.check() + ": " + check.verdict() + ". " + check.reason()));
        return Details.Fact.of(Messages.WatchDetails_label(), lines, times.moment(watch.endedAt()));
    }

    /** The page on which this reader can roll back, {@code null} unless people are asked to. */
    @CheckForNull
    String rollback(Rights rights) {
        Item item = recorded.slots().application().item();
        return watch.asks() && item != null && recorded.reference().applicationName() == null && rights.mayRollBack()
                ? item.getUrl() + ROLLBACK + watch.id().environment()
                : null;
    }
}
