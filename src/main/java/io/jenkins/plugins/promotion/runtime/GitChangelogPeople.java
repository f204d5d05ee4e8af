package io.jenkins.plugins.promotion.runtime;

import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.User;
import hudson.plugins.git.GitChangeLogParser;
import hudson.plugins.git.GitChangeSet;
import hudson.plugins.git.GitChangeSetList;
import hudson.plugins.git.GitSCM;
import hudson.scm.ChangeLogSet;
import hudson.tasks.Mailer;
import io.jenkins.plugins.promotion.engine.model.Principal;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.scm.RunWithSCM;

/**
 * Authors and committers of Git commits. The Git plugin takes one of the two for the author of an entry, as it is
 * configured; here both are read from the changelog anew, and everybody counts whom Jenkins knows under the same e-mail
 * address. No user is created for that.
 */
@Extension(optional = true)
public final class GitChangelogPeople implements ChangelogPeople {
    /** Only where the Git plugin is: a class of it is asked for at once, and Jenkins leaves this out where there is none. */
    public GitChangelogPeople() {
        Objects.requireNonNull(GitChangeSet.class);
    }

    @Override
    public List<Principal> people(Run<?, ?> build) {
        Set<String> commits = commits(build);
        List<Principal> people = new ArrayList<>();
        if (!commits.isEmpty()) {
            Map<String, List<User>> byMail = byMail();
            people(build, commits, true).forEach(commit -> people.addAll(people(commit, byMail)));
            people(build, commits, false).forEach(commit -> people.addAll(people(commit, byMail)));
        }
        return people;
    }

    @Override
    public Optional<String> gap(Run<?, ?> build) {
        Set<String> commits = commits(build);
        Set<String> read = people(build, commits, true).stream()
                .map(GitChangeSet::getCommitId)
                .collect(Collectors.toSet());
        if (!read.containsAll(commits)) {
            return Optional.of("the changelog of build " + build.getNumber() + " is not where it was");
        } else if (commits.size() >= GitSCM.MAX_CHANGELOG) {
            return Optional.of("the changelog of build " + build.getNumber() + " was cut off after " + commits.size()
                    + " commits");
        }
        return Optional.empty();
    }

    private static Set<String> commits(Run<?, ?> build) {
        Set<String> commits = new LinkedHashSet<>();
        if (build instanceof RunWithSCM<?, ?> withChanges) {
            for (ChangeLogSet<? extends ChangeLogSet.Entry> changes : withChanges.getChangeSets()) {
                if (changes instanceof GitChangeSetList list) {
                    list.forEach(commit -> commits.add(commit.getCommitId()));
                }
            }
        }
        return commits;
    }

    /** The commits as the changelogs in the directory of the build have them, by author or by committer. */
    private static List<GitChangeSet> people(Run<?, ?> build, Set<String> commits, boolean authors) {
        List<GitChangeSet> found = new ArrayList<>();
        if (commits.isEmpty()) {
            return found;
        }
        GitChangeLogParser parser = new GitChangeLogParser(null, authors);
        File directory = build.getRootDir();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.toPath(), "changelog*.xml")) {
            for (Path file : files) {
                parser.parse(build, null, file.toFile()).forEach(found::add);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        found.removeIf(commit -> !commits.contains(commit.getCommitId()));
        return found;
    }

    private static List<Principal> people(GitChangeSet commit, Map<String, List<User>> byMail) {
        String mail = Util.fixNull(commit.getAuthorEmail());
        List<Principal> people = new ArrayList<>();
        byMail.getOrDefault(key(mail), List.of()).forEach(user -> people.add(principal(user)));
        User named = User.get(commit.getAuthorName(), false, Map.of());
        if (named != null) {
            people.add(principal(named));
        } else if (!mail.isEmpty() && !mail.startsWith("@")) {
            String id = mail.substring(0, mail.contains("@") ? mail.indexOf('@') : mail.length());
            User user = User.getById(id, false);
            people.add(user == null ? new Principal(id, commit.getAuthorName()) : principal(user));
        }
        return people;
    }

    private static Map<String, List<User>> byMail() {
        return User.getAll().stream()
                .filter(user -> mail(user) != null)
                .collect(Collectors.groupingBy(user -> key(mail(user))));
    }

    private static String mail(User user) {
        Mailer.UserProperty property = user.getProperty(Mailer.UserProperty.class);
        return property == null ? null : Util.fixEmptyAndTrim(property.getExplicitlyConfiguredAddress());
    }

    private static String key(String mail) {
        return mail.strip().toLowerCase(Locale.ROOT);
    }

    private static Principal principal(User user) {
        return new Principal(user.getId(), user.getFullName());
    }
}
