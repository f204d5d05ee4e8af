package io.jenkins.plugins.promotion.runtime;

import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.SlotState;

/** Whether a command may lead to a tag that is due. */
final class TagsAhead {
    private TagsAhead() {}

    static boolean of(Command command, SlotState slot, Environment environment) {
        if (command instanceof Command.RetryTag) {
            return true;
        }
        PromotionId verified = null;
        if (command instanceof Command.BodyEnded end && end.failure() == null) {
            verified = end.id();
        } else if (command instanceof Command.VerificationEnded end
                && (end.verdict() == Verdict.PASS || end.verdict() == null)) {
            verified = end.id();
        } else if (command instanceof Command.Abort abort) {
            verified = abort.id(); // a verdict may be on record already
        }
        return verified != null
                && slot.find(verified).filter(one -> one.isHolder()).isPresent()
                && (environment.tag() != null || !slot.tags(verified).isEmpty());
    }
}
