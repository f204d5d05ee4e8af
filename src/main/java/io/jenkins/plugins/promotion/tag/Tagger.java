package io.jenkins.plugins.promotion.tag;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.TagEvent.TagIntended;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import java.time.Instant;
import java.util.Optional;

/** Makes tags in the repositories of one kind of source control. There is one where its plugin is installed. */
public interface Tagger extends ExtensionPoint {
    /** The commit of a release, and where it is. */
    record Target(String repository, String commit) {}

    /**
     * What became of a tag.
     *
     * @param reason why there is none, {@code null} when there is
     */
    record Result(TagOutcome outcome, @CheckForNull String reason) {
        static Result failed(String reason) {
            return new Result(TagOutcome.FAILED, reason);
        }
    }

    /**
     * What is to be tagged. It sends nothing.
     *
     * @param run the build of the promotion, {@code null} when it is gone
     * @param repository that was asked for, {@code null} for that of the checkout
     * @throws UntaggableException saying why it cannot be told
     */
    Target target(Release release, @CheckForNull Run<?, ?> run, @CheckForNull String repository)
            throws UntaggableException;

    /**
     * Makes a tag, and moves none that is there. It may be asked again for the same intent, by whom nobody knows whether an
     * earlier attempt came to its end; and it may take minutes.
     *
     * @param at when it was intended: asked again, it makes the very same tag
     * @param message of the tag
     * @param credentialsId {@code null} for none
     */
    Result make(TagIntended intent, Instant at, String message, @CheckForNull String credentialsId, Secrets secrets)
            throws InterruptedException;

    /** The one that there is. */
    static Optional<Tagger> find() {
        return ExtensionList.lookup(Tagger.class).stream().findFirst();
    }
}
