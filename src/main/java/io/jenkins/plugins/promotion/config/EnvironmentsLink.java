package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Descriptor.FormException;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import hudson.util.FormApply;
import jakarta.servlet.ServletException;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The page "Environments" among those that manage Jenkins. */
@Extension
@Symbol("environments")
@Restricted(NoExternalUse.class)
public final class EnvironmentsLink extends ManagementLink {
    @Override
    public String getIconFileName() {
        return "symbol-layers-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.EnvironmentsLink_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.EnvironmentsLink_description();
    }

    @Override
    public String getUrlName() {
        return "environments";
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

    /** What is told above the form. */
    public List<EnvironmentsNotice> getNotices() {
        return ExtensionList.lookup(EnvironmentsNotice.class);
    }

    /** What the form shows. */
    public PromotionGlobalConfiguration getConfiguration() {
        return PromotionGlobalConfiguration.get();
    }

    /**
     * Saves the form.
     *
     * @throws FormException naming what is not allowed; then nothing is saved
     */
    @POST
    public HttpResponse doConfigSubmit(StaplerRequest2 request) throws FormException, ServletException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        getConfiguration().submit(request, request.getSubmittedForm());
        return FormApply.success("..");
    }
}
