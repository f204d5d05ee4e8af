package io.jenkins.plugins.promotion.metrics;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.metrics.Measured;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of all metric sources have in common. */
public abstract class MetricSourceDescriptor extends Descriptor<MetricSourceDefinition> {
    private static final CredentialsMatcher USABLE = CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(StringCredentials.class),
            CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class));
    private static final Duration TIME_OF_TEST = Duration.ofSeconds(10);

    /** What is asked to find out whether a source answers, where nobody writes a query. */
    public abstract String getTestQuery();

    /** Whether it is a name. */
    @POST
    public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
        return mayConfigure(item)
                ? check(() -> MetricSourceDefinition.checkName(Util.fixEmptyAndTrim(value)))
                : FormValidation.ok();
    }

    /** Whether it is the URL of a web server. */
    @POST
    public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
        return mayConfigure(item) ? check(() -> Call.url("url", value)) : FormValidation.ok();
    }

    /** Whether there are certificates in the text. */
    @POST
    public FormValidation doCheckTrust(@AncestorInPath Item item, @QueryParameter String value) {
        return mayConfigure(item) ? check(() -> new Trust(value)) : FormValidation.ok();
    }

    /** Whether it is a duration. */
    @POST
    public FormValidation doCheckWindow(@AncestorInPath Item item, @QueryParameter String value) {
        return mayConfigure(item)
                ? check(() -> MetricSourceDefinition.window(Util.fixEmptyAndTrim(value), Duration.ZERO))
                : FormValidation.ok();
    }

    /** Whether there are such credentials. */
    @POST
    public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        String id = Util.fixEmptyAndTrim(value);
        return id == null
                        || !mayConfigure(item)
                        || Secrets.of(owner(item)).find(id).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.MetricSourceDescriptor_noCredentials());
    }

    /** The credentials that may be chosen, for those who may choose; for others only the one that is chosen. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return credentials(item, credentialsId, USABLE);
    }

    static ListBoxModel credentials(Item item, String chosen, CredentialsMatcher matcher) {
        StandardListBoxModel model = new StandardListBoxModel();
        boolean mayChoose = item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
        if (!mayChoose) {
            return model.includeCurrentValue(chosen);
        }
        model.includeEmptyValue();
        if (item == null) {
            model.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of(), matcher);
        } else {
            model.includeMatchingAs(ACL.SYSTEM2, item, StandardCredentials.class, List.of(), matcher);
        }
        return model.includeCurrentValue(chosen);
    }

    /** Asks the source once, for whoever may configure it. Secrets are not in the answer. */
    final FormValidation test(Item item, MetricSourceDefinition definition, String query) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
        String asked = Util.fixEmptyAndTrim(query) == null ? getTestQuery() : query;
        try {
            definition.checkWithoutName();
            if (item != null && !HealthGatesConfiguration.get().isControllerAllowed()) {
                return FormValidation.error(Messages.ConfiguredSources_agentsOnly(definition.getName()));
            }
            Measured found = definition
                    .source(ControllerNetwork.get().http(), Secrets.of(owner(item)))
                    .instant(asked, Instant.now(), TIME_OF_TEST)
                    .join();
            return said(found);
        } catch (InvalidValueException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static FormValidation said(Measured found) {
        if (found instanceof Measured.Values values) {
            return FormValidation.ok(
                    Messages.MetricSourceDescriptor_answers(values.last().value()));
        }
        Measured.None none = (Measured.None) found;
        return none.fault().isWithoutData()
                ? FormValidation.ok(Messages.MetricSourceDescriptor_answersWithout(none.reason()))
                : FormValidation.error(none.reason());
    }

    static ItemGroup<?> owner(Item item) {
        return item instanceof ItemGroup<?> group ? group : item == null ? Jenkins.get() : item.getParent();
    }

    static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    static FormValidation check(Runnable check) {
        try {
            check.run();
            return FormValidation.ok();
        } catch (InvalidValueException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
