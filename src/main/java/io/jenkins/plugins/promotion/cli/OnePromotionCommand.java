package io.jenkins.plugins.promotion.cli;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.Decisions;
import java.time.Instant;
import org.kohsuke.args4j.Argument;

/** A decision about one promotion; says what it led to. */
abstract class OnePromotionCommand extends ApplicationCommand {
    @Argument(index = 1, metaVar = "ID", required = true, usage = "OnePromotionCommand.id")
    private String id;

    /**
     * Decides.
     *
     * @return the state after it
     */
    protected abstract SlotState decide(Decisions decisions, PromotionId promotion);

    @Override
    protected final void act() {
        PromotionId promotion = promotion();
        SlotState after = decide(decisions(), promotion);
        after.find(promotion).ifPresent(now -> tell(after, now));
    }

    /** @throws InvalidValueException when there is none of this id */
    private PromotionId promotion() {
        PromotionId asked = PromotionId.parse(id);
        EnvironmentName environment = NamedApplication.environment(slots(), asked.environment());
        SlotState slot = slots().state(environment);
        return slot.find(asked)
                .map(Promotion::id)
                .orElseThrow(() -> new InvalidValueException(
                        "promotion",
                        id,
                        slot.nextId().number() == 1
                                ? "nothing was promoted to " + environment + " yet"
                                : "there is no such promotion; the last one is "
                                        + new PromotionId(
                                                environment, slot.nextId().number() - 1)));
    }

    private void tell(SlotState slot, Promotion promotion) {
        String about = promotion.id() + ": ";
        if (promotion.isWaiting()) {
            for (Finding finding : slots().machine(slot.environment()).findings(slot, promotion, Instant.now())) {
                if (finding.status() != Status.SATISFIED) {
                    say(about + Lines.finding(finding));
                }
            }
        } else if (promotion.state() instanceof PromotionState.Verifying) {
            say(about
                    + Messages.OnePromotionCommand_verifying(promotion.release().version()));
        } else if (promotion.isHolder()) {
            say(about
                    + Messages.OnePromotionCommand_deploying(promotion.release().version()));
        } else {
            say(about + Messages.OnePromotionCommand_ended(promotion.outcome()));
        }
    }
}
