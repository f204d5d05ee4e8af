package io.jenkins.plugins.promotion.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What there is to tell of the watch over a release. */
@Restricted(NoExternalUse.class)
public record WatchSentence(Watch watch, Times times) {
    /** In a few sentences; {@code null} while there is nothing to tell. */
    @CheckForNull
    public String sentence() {
        if (watch.since() == null) {
            return null;
        } else if (watch.end() == null) {
            return watch.overtakenAt() == null
                    ? Messages.WatchSentence_until(
                            times.moment(watch.since().plus(watch.plan().soak()))
                                    .absolute())
                    : Messages.WatchSentence_overtaken();
        }
        String found =
                Messages.WatchSentence_ended(watch.end().verdict(), watch.end().reason());
        String what = what();
        return what == null ? found : found + " " + what;
    }

    /** The same as an icon and a word; {@code null} where that is nothing to be pointed at. */
    @CheckForNull
    public Mark mark() {
        if (watch.isOn()) {
            return Mark.watched();
        }
        return watch.end() != null && Verdict.FAIL.name().equals(watch.end().verdict()) ? Mark.unwell() : null;
    }

    @CheckForNull
    private String what() {
        if (watch.end().less() != null) {
            return Messages.WatchSentence_less(times.told(watch.end().less()));
        } else if (watch.end().follows() == OnUnwell.ASK) {
            return watch.asks() ? Messages.WatchSentence_asked() : Messages.WatchSentence_wereAsked();
        } else if (watch.end().follows() != OnUnwell.ROLLBACK) {
            return null;
        } else if (watch.triggered() == null) {
            return watch.isRollbackDue() ? Messages.WatchSentence_due() : Messages.WatchSentence_overtakenFirst();
        }
        return watch.triggered().problem() == null
                ? Messages.WatchSentence_started()
                : Messages.WatchSentence_problem(times.told(watch.triggered().problem()));
    }
}
