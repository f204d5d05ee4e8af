package io.jenkins.plugins.promotion.config;

import hudson.model.Item;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import jenkins.model.Jenkins;

/** Who may use the checks of the forms: whoever may save what they check. */
final class FormAccess {
    private FormAccess() {}

    /**
     * Refuses whoever may not define environments there.
     *
     * @param item the folder whose form it is, {@code null} in the form of the controller
     */
    static void check(Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(PromotionPermissions.MANAGE);
        }
    }
}
