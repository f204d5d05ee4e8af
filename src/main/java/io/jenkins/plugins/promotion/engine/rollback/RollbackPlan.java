package io.jenkins.plugins.promotion.engine.rollback;

import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import java.util.List;

/**
 * What a rollback would do, on what is known now.
 *
 * @param from the promotion whose release it leaves, {@code null} when nobody knows what is live
 * @param to the last verified promotion of the release that it brings back
 * @param undone the promotions whose releases go away, from the newest to the oldest; the one that is left is the first
 * @param migrations the promotions since that changed the data in a way that the release can live with, from the oldest to
 *     the newest
 */
public record RollbackPlan(Promotion from, Promotion to, List<Promotion> undone, List<Promotion> migrations) {
    /** Copies the lists. */
    public RollbackPlan {
        undone = List.copyOf(undone);
        migrations = List.copyOf(migrations);
    }

    /** The release that it brings back. */
    public Release release() {
        return to.release();
    }

    /**
     * The same as a part of a request.
     *
     * @param reason why
     * @param quarantine whether the release that is left is put into quarantine
     * @param fast whether whoever asks may do without what the environment waives for rollbacks
     */
    public Rollback asked(String reason, boolean quarantine, boolean fast) {
        return new Rollback(
                from == null ? null : from.release().identity(),
                from == null ? null : from.release().version(),
                reason,
                quarantine,
                fast);
    }
}
