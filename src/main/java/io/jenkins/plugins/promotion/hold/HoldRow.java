package io.jenkins.plugins.promotion.hold;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Person;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * One environment on a page of holds.
 *
 * @param environment its name
 * @param holds why it is held, empty when it is not
 * @param liftable whether it is held here and the reader may lift that
 * @param holdable whether it is not held here and the reader may hold it
 * @param problem why nobody knows whether it is held, {@code null} when it is known
 */
@Restricted(NoExternalUse.class)
public record HoldRow(
        String environment,
        List<Held> holds,
        boolean liftable,
        boolean holdable,
        @CheckForNull String problem) {
    /**
     * One hold.
     *
     * @param place for what
     * @param by who set it, {@code null} for the configuration
     * @param since since when, {@code null} for the configuration
     * @param lifters who can lift it
     */
    @Restricted(NoExternalUse.class)
    public record Held(
            String place,
            @CheckForNull Person by,
            @CheckForNull Moment since,
            String reason,
            String lifters) {}
}
