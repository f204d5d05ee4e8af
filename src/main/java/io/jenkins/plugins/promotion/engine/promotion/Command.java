package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import java.time.Instant;
import java.util.List;

/** What somebody or something wants of a slot. Whether they may is checked before; whether it can be, by the machine. */
public sealed interface Command {
    /**
     * Bring a release into the environment.
     *
     * @param deadline until when to wait, {@code null} for as long as the build lives
     * @param notes for the history, or {@code null}
     * @param ticket where the change was agreed, or {@code null}
     * @param changes who made the commits that it brings, {@code null} when nobody asked
     * @param overrides the rules that are lifted for it from the start
     * @param hotfix the declaration that it is an emergency hotfix, {@code null} when it is none
     * @param checklist what is to be ticked for it beside what the environment asks for
     * @param migration what the deployment does to the data, {@code null} when nothing is said
     * @param rollback what it comes back from and how, {@code null} of what goes forward
     */
    record Request(
            Kind kind,
            Release release,
            Principal by,
            OnFailure onFailure,
            Instant deadline,
            String notes,
            String ticket,
            Changes changes,
            List<Waiver> overrides,
            Emergency hotfix,
            List<String> checklist,
            Migration migration,
            Rollback rollback)
            implements Command {
        /** Takes {@code null} for no overrides and for no checklist. */
        public Request {
            overrides = overrides == null ? List.of() : List.copyOf(overrides);
            checklist = checklist == null ? List.of() : List.copyOf(checklist);
        }

        /** Forward, and nothing is said of a migration. */
        public Request(
                Kind kind,
                Release release,
                Principal by,
                OnFailure onFailure,
                Instant deadline,
                String notes,
                String ticket,
                Changes changes,
                List<Waiver> overrides,
                Emergency hotfix,
                List<String> checklist) {
            this(
                    kind, release, by, onFailure, deadline, notes, ticket, changes, overrides, hotfix, checklist, null,
                    null);
        }

        /** Without changes, overrides, declaration and checklist. */
        public Request(
                Kind kind,
                Release release,
                Principal by,
                OnFailure onFailure,
                Instant deadline,
                String notes,
                String ticket) {
            this(kind, release, by, onFailure, deadline, notes, ticket, null, null, null, null);
        }
    }

    /**
     * One rule that a request does without.
     *
     * @param rule its name
     * @param by who lifts it
     * @param reason why
     */
    record Waiver(String rule, Principal by, String reason) {}

    /**
     * A request is an emergency hotfix.
     *
     * @param by who says so, with their groups
     * @param reason what is broken
     */
    record Emergency(Voter by, String reason) {}

    /**
     * Approve or reject.
     *
     * @param rule the rule under which the vote is to count, {@code null} for every rule under which it can
     * @param comment why; a rejection needs one
     */
    record CastVote(PromotionId id, String rule, Voter voter, Decision decision, String comment) implements Command {}

    /** Look again, because time has passed or something else has changed. */
    record Reconsider(PromotionId id) implements Command {}

    /**
     * A run of the body has ended.
     *
     * @param token of the run, so that the end of an earlier one does not count
     * @param failure why it failed, {@code null} when it succeeded
     * @param by who aborted it, {@code null} when nobody did
     * @param mayRollBack false when no further run of the body is possible or wanted
     */
    record BodyEnded(PromotionId id, long token, String failure, Principal by, boolean mayRollBack)
            implements Command {}

    /**
     * The health checks of the environment have ended.
     *
     * @param token of the verification, so that the end of an earlier one does not count
     * @param verdict {@code null} when they were stopped before there was one
     * @param reason in a sentence
     * @param checks what was found of each check
     * @param mayRollBack false when no further run of the body is possible or wanted
     */
    record VerificationEnded(
            PromotionId id, long token, Verdict verdict, String reason, List<GateEvidence> checks, boolean mayRollBack)
            implements Command {
        /** Takes {@code null} for no evidence. */
        public VerificationEnded {
            checks = checks == null ? List.of() : List.copyOf(checks);
        }
    }

    /**
     * The watch over what is live has a verdict.
     *
     * @param token of the watch, so that what is told of an earlier one does not count
     * @param reason in a sentence
     * @param checks what was found of each check
     */
    record WatchEnded(PromotionId id, long token, Verdict verdict, String reason, List<GateEvidence> checks)
            implements Command {
        /** Takes {@code null} for no evidence. */
        public WatchEnded {
            checks = checks == null ? List.of() : List.copyOf(checks);
        }
    }

    /**
     * The rollback that was due after a watch was started, or could not be.
     *
     * @param token of the watch
     * @param problem why not, {@code null} when it was
     */
    record RollbackTriggered(PromotionId id, long token, String problem) implements Command {}

    /**
     * Stop waiting, or stop the verification, which counts as one that failed. A deployment that has begun is stopped
     * through its body instead.
     */
    record Abort(PromotionId id, Principal by, String reason) implements Command {}

    /**
     * The build is gone without having said how the promotion ended. A verification needs no build and goes on.
     *
     * @param reason what became of it, in a sentence
     */
    record BuildGone(PromotionId id, String reason) implements Command {}

    /** Say what is live in a slot that is broken or unknown. */
    record Acknowledge(PromotionId id, Principal by, Found found, String reason) implements Command {}

    /**
     * Take back one's own approvals.
     *
     * @param rule the rule under which, {@code null} for every rule
     */
    record WithdrawVote(PromotionId id, String rule, Principal by) implements Command {}

    /**
     * Tick an item of a checklist.
     *
     * @param rule the name of the checklist, {@code null} for whichever has the item
     * @param item in the words of the checklist
     * @param ticked false to take a tick back
     */
    record Tick(PromotionId id, String rule, String item, Voter voter, boolean ticked) implements Command {}

    /** Lift one rule for one promotion that waits. Slot, queue, holds and quarantine are no rules that can be lifted. */
    record Override(PromotionId id, String rule, Principal by, String reason) implements Command {}

    /** Declare a promotion that waits an emergency hotfix. */
    record DeclareHotfix(PromotionId id, Voter voter, String reason) implements Command {}

    /**
     * A health gate begins in the deployment.
     *
     * @param gate which one, unique in its promotion
     * @param checks the names of what it looks at
     */
    record StartGate(PromotionId id, String gate, List<String> checks) implements Command {}

    /**
     * A health gate of the deployment has ended.
     *
     * @param verdict {@code null} when it was stopped before it had one
     * @param reason in a sentence
     * @param checks what it found of each check
     */
    record EndGate(PromotionId id, String gate, String verdict, String reason, List<GateEvidence> checks)
            implements Command {}

    /** The release is to get a tag, should the promotion be verified. Asking twice for the same one is asking once. */
    record DemandTag(PromotionId id, ReleaseTag tag) implements Command {}

    /**
     * A tag is about to be made.
     *
     * @param tag which of the promotion, from 1
     * @param name of the tag
     * @param repository where
     * @param commit what is tagged
     */
    record IntendTag(PromotionId id, int tag, String name, String repository, String commit) implements Command {}

    /**
     * What became of a tag is known.
     *
     * @param tag which of the promotion, from 1
     * @param reason why it failed, {@code null} when it did not
     */
    record EndTag(PromotionId id, int tag, TagOutcome outcome, String reason) implements Command {}

    /**
     * Try a tag again that failed.
     *
     * @param tag which of the promotion, from 1
     */
    record RetryTag(PromotionId id, int tag, Principal by) implements Command {}

    /** Stop the line: nothing starts in the slot. What has begun goes on. */
    record Hold(Principal by, String reason) implements Command {}

    /** Let the line go on. Whoever waits has to be reconsidered after it. */
    record LiftHold(Principal by, String reason) implements Command {}

    /** Mark a release as bad, in every slot of the application. Whoever waits with it has to be reconsidered after it. */
    record Quarantine(Release release, Principal by, String reason) implements Command {}

    /** Lift a quarantine in the slot in which it was set. */
    record LiftQuarantine(String releaseIdentity, Principal by, String reason) implements Command {}
}
