package io.jenkins.plugins.promotion.tag;

import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.model.TaskListener;
import hudson.plugins.git.GitException;
import hudson.plugins.git.GitTool;
import io.jenkins.plugins.promotion.engine.slot.TagEvent.TagIntended;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.URIish;
import org.jenkinsci.plugins.gitclient.Git;
import org.jenkinsci.plugins.gitclient.GitClient;

/**
 * A repository of its own beside the one in which a tag is wanted, with nothing checked out. The tagged commit is fetched
 * alone where the server lets that, the tag is made here, and pushed without force: a server never moves a tag then.
 */
final class GitRepository {
    private static final int MINUTES = 5;
    private static final int LONGEST_REASON = 500;
    /** What Git says of a failure, before what leads to nothing. */
    private static final Pattern TELLING =
            Pattern.compile("(?m)^(?:stderr: )?(?:fatal|error|remote|ERROR): .*$| ! .*$");

    private final File directory;
    private final TagIntended intent;
    private final StandardUsernameCredentials login;

    GitRepository(File directory, TagIntended intent, @CheckForNull StandardUsernameCredentials login) {
        this.directory = directory;
        this.intent = intent;
        this.login = login;
    }

    /** Looks, makes the tag where there is none, and looks again: what is there then is what counts. */
    Tagger.Result tag(Instant at, String message) throws GitException, IOException, InterruptedException {
        GitClient git = client();
        String there = tagged(git);
        if (there == null) {
            GitException failure = push(git, at, message);
            there = tagged(git);
            if (there == null) {
                return Tagger.Result.failed(failure == null ? "It was pushed, and is not there." : sentence(failure));
            } else if (failure == null && there.equals(intent.commit())) {
                return new Tagger.Result(TagOutcome.MADE, null);
            }
        }
        return there.equals(intent.commit())
                ? new Tagger.Result(TagOutcome.THERE, null)
                : Tagger.Result.failed(
                        "There is a tag of that name on the commit " + there + ". It was left where it is.");
    }

    private GitClient client() throws IOException, InterruptedException {
        GitTool tool = GitTool.getDefaultInstallation();
        GitClient git = Git.with(TaskListener.NULL, new EnvVars())
                .in(directory)
                .using(tool == null ? "git" : tool.getGitExe())
                .getClient();
        git.init_().workspace(directory.getPath()).execute();
        if (login != null) {
            git.addCredentials(intent.repository(), login);
        }
        return git;
    }

    /** The commit of the tag of that name, {@code null} when there is none. */
    private String tagged(GitClient git) throws GitException, InterruptedException {
        // with what comes after the name: only so the commit is told beside the tag
        Map<String, ObjectId> tags =
                git.getRemoteReferences(intent.repository(), Constants.R_TAGS + intent.name() + "*", false, true);
        ObjectId found = tags.get(Constants.R_TAGS + intent.name());
        return found == null ? null : found.name();
    }

    /** Why the push failed, {@code null} when it did not. */
    private GitException push(GitClient git, Instant at, String message)
            throws GitException, IOException, InterruptedException {
        URIish address = address();
        fetch(git, address);
        git.withRepository((repository, channel) -> {
            insert(repository, at, message);
            return null;
        });
        try {
            String name = Constants.R_TAGS + intent.name();
            git.push().to(address).ref(name + ":" + name).timeout(MINUTES).execute();
            return null;
        } catch (GitException e) {
            return e;
        }
    }

    private void fetch(GitClient git, URIish address) throws GitException, InterruptedException {
        try {
            git.fetch_()
                    .from(address, List.of(new RefSpec(intent.commit() + ":refs/heads/tagged")))
                    .shallow(true)
                    .depth(1)
                    .tags(false)
                    .timeout(MINUTES)
                    .execute();
        } catch (GitException e) {
            // a server need not give out single commits
            git.fetch_()
                    .from(address, List.of(new RefSpec("+refs/heads/*:refs/remotes/origin/*")))
                    .tags(true)
                    .timeout(MINUTES)
                    .execute();
        }
    }

    /** An annotated tag that depends on what is recorded alone, so that it is the same whenever it is made. */
    private void insert(Repository repository, Instant at, String message) throws IOException {
        ObjectId commit = ObjectId.fromString(intent.commit());
        if (!repository.getObjectDatabase().has(commit)) {
            throw new GitException("fatal: there is no commit " + intent.commit() + " in " + intent.repository());
        }
        TagBuilder tag = new TagBuilder();
        tag.setTag(intent.name());
        tag.setObjectId(commit, Constants.OBJ_COMMIT);
        tag.setTagger(new PersonIdent("Jenkins", "nobody@jenkins.invalid", at, ZoneOffset.UTC));
        tag.setMessage(message);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId made = inserter.insert(tag);
            inserter.flush();
            RefUpdate update = repository.updateRef(Constants.R_TAGS + intent.name());
            update.setNewObjectId(made);
            update.forceUpdate();
        }
    }

    private URIish address() throws GitException {
        try {
            return new URIish(intent.repository());
        } catch (URISyntaxException e) {
            throw new GitException("fatal: '" + intent.repository() + "' is no address of a repository", e);
        }
    }

    /** What Git says went wrong, in a line. */
    static String sentence(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String told = TELLING.matcher(message)
                .results()
                .map(found -> found.group().replaceFirst("^stderr: ", "").strip())
                .distinct()
                .reduce((first, second) -> first + " " + second)
                .orElseGet(() -> message.lines().findFirst().orElse("").strip());
        return told.length() <= LONGEST_REASON ? told : told.substring(0, LONGEST_REASON) + "…";
    }
}
