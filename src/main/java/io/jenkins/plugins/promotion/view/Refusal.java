package io.jenkins.plugins.promotion.view;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What somebody sent that could not be done, so that the page can show it again.
 *
 * @param form which form it was, such as {@code hold}
 * @param about what it was about, such as the name of an environment
 * @param text the comment or reason, as it was sent
 * @param problem why it could not be done
 */
@Restricted(NoExternalUse.class)
public record Refusal(String form, String about, String text, String problem) {
    /** Whether this text belongs into that form. */
    public boolean isOf(String otherForm, String otherAbout) {
        return otherForm.equals(form) && otherAbout.equalsIgnoreCase(about);
    }
}
