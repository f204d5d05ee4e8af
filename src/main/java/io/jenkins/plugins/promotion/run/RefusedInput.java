package io.jenkins.plugins.promotion.run;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What somebody sent that could not be done, so that the page can show it again.
 *
 * @param promotion as it was sent
 * @param form which form it was sent with, such as {@code override}
 * @param rule as it was sent, {@code null} where the form has none
 * @param text the comment or reason, {@code null} where the form has none
 * @param problem why it could not be done, {@code null} while nobody has tried
 */
@Restricted(NoExternalUse.class)
public record RefusedInput(String promotion, String form, String rule, String text, String problem) {
    /** The same with what is wrong with it. */
    RefusedInput because(String why) {
        return new RefusedInput(promotion, form, rule, text, why);
    }

    /** Whether this text belongs into that form of that promotion and rule. */
    public boolean isOf(String otherPromotion, String otherForm, String otherRule) {
        return otherPromotion.equals(promotion)
                && form.equals(otherForm)
                && (rule == null ? otherRule == null : rule.equals(otherRule));
    }
}
