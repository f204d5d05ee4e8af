package io.jenkins.plugins.promotion.runtime;

import hudson.model.Job;
import hudson.model.Run;
import hudson.model.User;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.scm.RunWithSCM;

/**
 * Who made the commits that a deployment brings: the authors and committers in the changelogs of all builds after the one
 * that first brought the release that is live, up to the one that asks, in the same job. Where a part of that cannot be
 * known, the answer says why, and names those who are known all the same.
 *
 * <p>Changelogs are read only where a rule of the environment excludes authors. To read them loads every build in between
 * from disk, and it would record who works on what where nobody asked for it.
 */
public final class DeployedChanges {
    private static final int MOST_BUILDS = 1000;

    private final Run<?, ?> run;
    private final Map<String, Principal> people = new LinkedHashMap<>();
    private String unknown;

    private DeployedChanges(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * The changes that a build would bring into an environment now; {@code null} where no rule of it excludes authors.
     *
     * @param release as the build calls it
     */
    public static Changes of(ApplicationSlots slots, EnvironmentName environment, Release release, Run<?, ?> run) {
        boolean wanted = slots.environments().find(environment).map(Environment::approvals).orElse(List.of()).stream()
                .anyMatch(ApprovalRule::excludeAuthors);
        if (!wanted) {
            return null;
        }
        DeployedChanges changes = new DeployedChanges(run);
        Optional<Release> live = slots.state(environment).live().map(Live::release);
        changes.collect(slots, release, live);
        return new Changes(
                List.copyOf(changes.people.values()),
                live.map(Release::identity).orElse(null),
                changes.unknown);
    }

    private void collect(ApplicationSlots slots, Release release, Optional<Release> live) {
        if (live.isEmpty()) {
            add(run);
            isUnknown("nothing was live yet, so it is not known which commits are new");
            return;
        }
        Release base = firstOf(slots, live.get());
        Release brought = firstOf(slots, release);
        if (!isOfThisJob(base, slots)) {
            add(run);
            isUnknown(live.get().version() + ", which is live, came from " + base.build() + ", another job");
        } else if (!isOfThisJob(brought, slots)) {
            add(run);
            isUnknown(release.version() + " came from " + brought.build() + ", another job");
        } else {
            addAfter(base);
            checkCommits(release, live.get());
        }
    }

    /** The builds after that of the release, this one included. */
    private void addAfter(Release base) {
        Job<?, ?> job = run.getParent();
        int first = base.build().number() + 1;
        if (run.getNumber() - first >= MOST_BUILDS) {
            first = run.getNumber() - MOST_BUILDS + 1;
            isUnknown("more than " + MOST_BUILDS + " builds lie between it and the release that is live");
        }
        for (int number = first; number < run.getNumber(); number++) {
            Run<?, ?> between = job.getBuildByNumber(number);
            if (between == null) {
                isUnknown("build " + number + ", in between, is gone");
            } else {
                add(between);
            }
        }
        add(run);
    }

    /** A build that checks nothing out, or does so without a changelog, must not pass for one that brings nothing. */
    private void checkCommits(Release release, Release live) {
        if (release.commit() == null && people.isEmpty()) {
            isUnknown("the build has no changelog, and no commit of it is known");
        } else if (release.commit() != null && !release.commit().equals(live.commit()) && people.isEmpty()) {
            isUnknown("the commits differ, and no build has a changelog that tells of them");
        }
    }

    private void add(Run<?, ?> build) {
        if (!(build instanceof RunWithSCM<?, ?> withChanges)) {
            isUnknown("build " + build.getNumber() + " is of a kind that has no changelog");
            return;
        }
        try {
            for (ChangeLogSet<? extends ChangeLogSet.Entry> changes : withChanges.getChangeSets()) {
                for (ChangeLogSet.Entry entry : changes) {
                    add(entry.getAuthor());
                }
            }
            for (ChangelogPeople source : ChangelogPeople.all()) {
                source.people(build).forEach(this::add);
                source.gap(build).ifPresent(this::isUnknown);
            }
        } catch (RuntimeException e) {
            isUnknown("the changelog of build " + build.getNumber() + " cannot be read: " + e.getMessage());
        }
    }

    private void add(User user) {
        if (user == null || user.equals(User.getUnknown())) {
            isUnknown("a commit has an author that Jenkins cannot name");
        } else {
            add(new Principal(user.getId(), user.getFullName()));
        }
    }

    private void add(Principal person) {
        people.putIfAbsent(person.id(), person);
    }

    /** One reason is enough; the first is the one to mend first. */
    private void isUnknown(String reason) {
        unknown = unknown == null ? reason : unknown;
    }

    /** The release as it was when the application first heard of it, in any environment. */
    private static Release firstOf(ApplicationSlots slots, Release release) {
        return slots.names().stream()
                .flatMap(name -> first(slots.state(name), release).stream())
                .min(Comparator.comparing(Promotion::requestedAt))
                .map(Promotion::release)
                .orElse(release);
    }

    private static Optional<Promotion> first(SlotState slot, Release release) {
        return Stream.concat(slot.ended().stream(), slot.open().stream())
                .filter(promotion -> promotion.release().isSameAs(release))
                .min(Comparator.comparing(Promotion::requestedAt));
    }

    /**
     * Whether it was built by the job of this build. What a job was called then does not matter where the application is the
     * job, nor what a project was called where it is a project: then the branch has to be the same.
     */
    private boolean isOfThisJob(Release release, ApplicationSlots slots) {
        BuildRef build = release.build();
        Job<?, ?> job = run.getParent();
        if (slots.application().explicitName() != null) {
            return build.job().equals(job.getFullName());
        }
        return job.equals(slots.application().item())
                || build.job().substring(build.job().lastIndexOf('/') + 1).equals(job.getName());
    }
}
