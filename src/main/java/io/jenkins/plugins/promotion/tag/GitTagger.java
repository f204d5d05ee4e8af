package io.jenkins.plugins.promotion.tag;

import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.plugins.git.GitException;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.Revision;
import hudson.plugins.git.util.BuildData;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.engine.slot.TagEvent.TagIntended;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tags in Git repositories, by the client of the Git plugin, on the controller, in a directory of its own for each. */
@Extension(optional = true)
public final class GitTagger implements Tagger {
    private static final Logger LOGGER = Logger.getLogger(GitTagger.class.getName());

    /** Only where the Git plugin is: a class of it is asked for at once, and Jenkins leaves this out where there is none. */
    public GitTagger() {
        Objects.requireNonNull(BuildData.class);
    }

    @Override
    public Target target(Release release, @CheckForNull Run<?, ?> run, @CheckForNull String repository)
            throws UntaggableException {
        List<BuildData> checkouts = new ArrayList<>(run == null ? List.of() : run.getActions(BuildData.class));
        Collections.reverse(checkouts); // shared libraries are checked out first
        String commit = release.commit();
        if (commit == null && run != null && CarriedRequest.of(run) == null) {
            commit = checkouts.stream()
                    .map(GitTagger::commit)
                    .filter(each -> each != null)
                    .findFirst()
                    .orElse(null);
        }
        if (commit == null || !commit.matches("[0-9a-f]{40}([0-9a-f]{24})?")) {
            throw new UntaggableException("It is not known of which Git commit " + release.version() + " was made.");
        }
        String address = repository == null ? address(checkouts, commit) : repository;
        try {
            return new Target(allowed(ReleaseTag.repository(address)), commit);
        } catch (InvalidValueException e) {
            throw new UntaggableException(e.getMessage());
        }
    }

    private static String address(List<BuildData> checkouts, String commit) throws UntaggableException {
        return checkouts.stream()
                .filter(each -> commit.equals(commit(each)))
                .flatMap(each -> each.getRemoteUrls().stream())
                .findFirst()
                .orElseThrow(
                        () -> new UntaggableException(
                                "The build has not checked out " + commit
                                        + ", so that it is not known in which repository it is. The repository of the tag can say so."));
    }

    @CheckForNull
    private static String commit(BuildData checkout) {
        Revision revision = checkout.getLastBuiltRevision();
        return revision == null ? null : revision.getSha1String();
    }

    /** What is on the disk of the controller is out of reach, as it is for checkouts. */
    private static String allowed(String address) throws UntaggableException {
        String lower = address.toLowerCase(Locale.ROOT);
        boolean isLocal = lower.startsWith("file:")
                || !lower.contains("://") && (!lower.contains(":") || new File(address).exists());
        if (isLocal && !GitSCM.ALLOW_LOCAL_CHECKOUT) {
            throw new UntaggableException("The repository " + address
                    + " is on the disk of the controller, which the Git plugin does not allow.");
        }
        return address;
    }

    @Override
    public Result make(
            TagIntended intent, Instant at, String message, @CheckForNull String credentialsId, Secrets secrets)
            throws InterruptedException {
        StandardUsernameCredentials login = null;
        if (credentialsId != null) {
            login = secrets.raw(credentialsId) instanceof StandardUsernameCredentials found ? found : null;
            if (login == null) {
                return Result.failed(
                        "There are no credentials '" + credentialsId + "' with a user name that may be used here.");
            }
        }
        Path directory = null;
        try {
            allowed(intent.repository());
            directory = Files.createTempDirectory("promotion-tag");
            return new GitRepository(directory.toFile(), intent, login).tag(at, message);
        } catch (UntaggableException e) {
            return Result.failed(e.getMessage());
        } catch (GitException | IOException e) {
            LOGGER.log(Level.FINE, e, () -> "No tag " + intent.name());
            return Result.failed(GitRepository.sentence(e));
        } finally {
            delete(directory);
        }
    }

    private static void delete(@CheckForNull Path directory) {
        if (directory != null) {
            try {
                Util.deleteRecursive(directory.toFile());
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> directory + " is of no use and cannot be deleted");
            }
        }
    }
}
