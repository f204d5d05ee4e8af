package io.jenkins.plugins.promotion.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import io.jenkins.plugins.promotion.view.Times;

/** What there is to tell of the watch over a release. */
record WatchSentence(Watch watch, Times times) {
    /** In a few sentences; {@code null} while there is nothing to tell. */
    @CheckForNull
    String sentence() {
        if (watch.since() == null) {
            return null;
        } else if (watch.end() == null) {
            return watch.overtakenAt() == null
                    ? Messages.WatchSentence_until(
                            times.moment(watch.since().plus(watch.plan().soak()))
                                    .dated())
                    : Messages.WatchSentence_overtaken();
        }
        String found =
                Messages.WatchSentence_ended(watch.end().verdict(), watch.end().reason());
        String what = what();
        return what == null ? found : found + " " + what;
    }

    @CheckForNull
    private String what() {
        if (watch.end().less() != null) {
            return Messages.WatchSentence_less(watch.end().less());
        } else if (watch.end().follows() == OnUnwell.ASK) {
            return Messages.WatchSentence_asked();
        } else if (watch.end().follows() != OnUnwell.ROLLBACK) {
            return null;
        } else if (watch.triggered() == null) {
            return Messages.WatchSentence_due();
        }
        return watch.triggered().problem() == null
                ? Messages.WatchSentence_started()
                : Messages.WatchSentence_problem(watch.triggered().problem());
    }
}
