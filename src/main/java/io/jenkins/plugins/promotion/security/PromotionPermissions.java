package io.jenkins.plugins.promotion.security;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;

/**
 * The permissions of this plugin. They have item scope, so that they can be given on a folder or a job, and only whoever
 * administers Jenkins has them without being given them: being allowed to build is not being allowed to release.
 */
public final class PromotionPermissions {
    /** The group under which matrices show them. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(PromotionPermissions.class, Messages._PromotionPermissions_group());

    /** Approve and reject promotions, as far as the rules of the environment let this person. */
    public static final Permission APPROVE = permission("Approve", Messages._PromotionPermissions_approve());

    /** Lift a rule for one promotion. */
    public static final Permission OVERRIDE = permission("Override", Messages._PromotionPermissions_override());

    /** Roll back, and say what is live where the record does not know. */
    public static final Permission ROLLBACK = permission("Rollback", Messages._PromotionPermissions_rollback());

    /** Define environments and their rules on a folder. */
    public static final Permission MANAGE = permission("ManageEnvironments", Messages._PromotionPermissions_manage());

    private PromotionPermissions() {}

    private static Permission permission(String name, Localizable description) {
        return new Permission(
                GROUP, name, description, Jenkins.ADMINISTER, true, new PermissionScope[] {PermissionScope.ITEM});
    }

    /** Makes the permissions known before any authorization strategy is read: to be called is to be loaded. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void load() {}
}
