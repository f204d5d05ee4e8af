package io.jenkins.plugins.promotion.engine.slot;

import java.time.Instant;

/** What people do to a promotion that waits. */
final class WhileWaiting {
    private WhileWaiting() {}

    /**
     * The promotion after one of these records.
     *
     * @throws IllegalStateException when the record cannot follow
     */
    static Promotion after(SlotEvent event, Promotion waiting, Instant at) {
        if (event instanceof SlotEvent.Voted voted) {
            return waiting.with(new Vote(
                    voted.by(),
                    voted.rule(),
                    voted.ruleVersion(),
                    voted.releaseIdentity(),
                    voted.decision(),
                    voted.comment(),
                    at));
        } else if (event instanceof SlotEvent.VoteWithdrawn withdrawn) {
            int vote = withdrawn.vote();
            demand(
                    vote >= 1
                            && vote <= waiting.votes().size()
                            && waiting.votes().get(vote - 1).stands(),
                    "there is no vote " + vote + " of " + withdrawn.id() + " to take back");
            return waiting.withdrawn(vote, at);
        } else if (event instanceof SlotEvent.Ticked tick) {
            return waiting.with(new Tick(
                    tick.by(),
                    tick.rule(),
                    tick.ruleVersion(),
                    tick.releaseIdentity(),
                    tick.item(),
                    tick.ticked(),
                    at));
        } else if (event instanceof SlotEvent.Overridden lifted) {
            return waiting.with(
                    new RuleOverride(lifted.by(), lifted.rule(), lifted.ruleVersion(), lifted.reason(), at));
        } else if (event instanceof SlotEvent.HotfixDeclared declared) {
            demand(waiting.hotfix() == null, declared.id() + " is a hotfix already");
            return waiting.with(new Declaration(declared.by(), declared.reason(), at));
        }
        throw new IllegalStateException("unknown event " + event);
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
