package io.jenkins.plugins.promotion.job;

import hudson.model.Job;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.scm.RunWithSCM;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The commits that are in one release and not in an earlier one of the same job, by the changelogs of the builds in between.
 * What is gone or says nothing leaves a gap, which is told.
 *
 * @param commits the newest first, as far as they are shown
 * @param more how many are not shown
 * @param gap why not all of them are known, {@code null} when all are
 */
@Restricted(NoExternalUse.class)
public record GoneCommits(List<Commit> commits, int more, String gap) {
    private static final int SHOWN = 20;
    private static final int MOST_BUILDS = 200;

    /** One commit. */
    @Restricted(NoExternalUse.class)
    public record Commit(String id, String message, String author) {}

    /** How many there are, as far as they are known. */
    public int total() {
        return commits.size() + more;
    }

    static GoneCommits between(ApplicationSlots slots, Job<?, ?> job, Release from, Release to) {
        BuildRef first = made(slots, to);
        BuildRef last = made(slots, from);
        if (!isOf(first, job) || !isOf(last, job) || first.number() > last.number()) {
            return new GoneCommits(List.of(), 0, Messages.GoneCommits_elsewhere());
        }
        List<Commit> found = new ArrayList<>();
        String gap = null;
        int oldest = Math.max(first.number(), last.number() - MOST_BUILDS);
        for (int number = last.number(); number > oldest; number--) {
            Run<?, ?> run = job.getBuildByNumber(number);
            if (run instanceof RunWithSCM<?, ?> build) {
                build.getChangeSets().stream()
                        .flatMap(GoneCommits::newestFirst)
                        .map(GoneCommits::commit)
                        .forEach(found::add);
            } else {
                gap = Messages.GoneCommits_gone(number);
            }
        }
        return new GoneCommits(
                found.stream().limit(SHOWN).toList(),
                Math.max(0, found.size() - SHOWN),
                oldest > first.number() ? Messages.GoneCommits_many(MOST_BUILDS) : gap);
    }

    /** Each kind of repository has an order of its own; where it tells no times, that stays. */
    private static Stream<? extends ChangeLogSet.Entry> newestFirst(
            ChangeLogSet<? extends ChangeLogSet.Entry> changes) {
        List<ChangeLogSet.Entry> all = new ArrayList<>();
        changes.forEach(all::add);
        if (all.size() > 1
                && all.get(0).getTimestamp() < all.get(all.size() - 1).getTimestamp()) {
            Collections.reverse(all);
        }
        return all.stream();
    }

    private static Commit commit(ChangeLogSet.Entry entry) {
        String message =
                entry.getMsg() == null ? "" : entry.getMsg().lines().findFirst().orElse("");
        return new Commit(
                ReleaseRows.shortened(entry.getCommitId()),
                message,
                entry.getAuthor().getDisplayName());
    }

    /** The build that asked for a release first, in whatever environment. */
    private static BuildRef made(ApplicationSlots slots, Release release) {
        return slots.names().stream()
                .map(slots::state)
                .flatMap(slot -> Stream.concat(slot.ended().stream(), slot.open().stream()))
                .filter(promotion -> promotion.release().isSameAs(release))
                .min(Comparator.comparing(Promotion::requestedAt))
                .map(promotion -> promotion.release().build())
                .orElse(release.build());
    }

    private static boolean isOf(BuildRef build, Job<?, ?> job) {
        return Optional.of(build.job())
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .filter(job.getName()::equals)
                .isPresent();
    }
}
