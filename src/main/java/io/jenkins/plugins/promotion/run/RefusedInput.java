package io.jenkins.plugins.promotion.run;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What somebody sent that could not be done, so that the page can show it again.
 *
 * @param promotion as it was sent
 * @param rule as it was sent, {@code null} where none is
 * @param text the comment or reason
 * @param problem why it could not be done
 */
@Restricted(NoExternalUse.class)
public record RefusedInput(String promotion, String rule, String text, String problem) {
    /** Whether this text belongs into the field of that promotion and rule. */
    public boolean isOf(String otherPromotion, String otherRule) {
        return otherPromotion.equals(promotion) && (rule == null ? otherRule == null : rule.equals(otherRule));
    }
}
