package io.jenkins.plugins.promotion.hold;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The page "Environment holds" among those that manage Jenkins: what is held for every application. */
@Extension
@Symbol("environmentHolds")
@Restricted(NoExternalUse.class)
public final class ControllerHolds extends ManagementLink {
    static final String URL = "environment-holds";

    private static final String PAGE = "manage/" + URL + "/";

    @Override
    public String getIconFileName() {
        return "symbol-hand-left-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.Holds_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.ControllerHolds_description();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.CONFIGURATION;
    }

    /** What the page shows. */
    public HoldsPage getHolds() {
        return new HoldsPage(null);
    }

    /** Stops an environment for every application. */
    @POST
    public HttpResponse doHold(@QueryParameter String environment, @QueryParameter String reason) {
        return getHolds().hold(this, environment, reason, PAGE);
    }

    /** Lifts such a hold. */
    @POST
    public HttpResponse doLiftHold(@QueryParameter String environment, @QueryParameter String reason) {
        return getHolds().lift(this, environment, reason, PAGE);
    }
}
