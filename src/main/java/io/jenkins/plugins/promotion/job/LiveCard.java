package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.view.BuildLink;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What is live in one environment.
 *
 * @param mark what is known of the target, {@code null} when nothing is there yet
 * @param version what is live, {@code null} when nothing that is known of
 * @param commit the start of the revision, {@code null} when unknown
 * @param build the build that brought it, {@code null} when nothing is live
 * @param since since when
 * @param lasting for how long, or how long ago that was
 * @param note more to say of what is live, {@code null} for nothing
 * @param watch what the watch over it found, or until when it goes on, {@code null} when nobody watches
 * @param asks whether people are asked to roll it back
 * @param moves what is on its way there
 * @param undone what somebody wanted there last and no Pipeline has asked for, {@code null} for nothing
 * @param holds why nothing starts there, empty when it may
 * @param holdable whether the reader may hold it for this application, and it is not
 * @param problem why the record cannot be shown, {@code null} when it can
 */
@Restricted(NoExternalUse.class)
public record LiveCard(
        String environment,
        Mark mark,
        String version,
        String commit,
        BuildLink build,
        Moment since,
        String lasting,
        String note,
        String watch,
        boolean asks,
        List<Move> moves,
        Move undone,
        List<HeldLine> holds,
        boolean holdable,
        String problem) {
    /** That it is held, {@code null} when it is not, or when there is worse to tell of it. */
    public Mark held() {
        return holds.isEmpty() || note != null ? null : Mark.held();
    }

    /** What is said of promotions: of those on their way, and then of what was never asked for. */
    public List<Move> movesAndUndone() {
        return Stream.concat(moves.stream(), Stream.ofNullable(undone)).toList();
    }

    /**
     * A promotion that has not ended, or one that was never asked for.
     *
     * @param version what it brings
     * @param said what it does, after the version
     */
    @Restricted(NoExternalUse.class)
    public record Move(Mark mark, String version, BuildLink build, String said) {}
}
