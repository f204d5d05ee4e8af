package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.credentials.CredentialsChoice;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.metrics.Measured;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.Trust;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.time.Duration;
import java.time.Instant;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the forms of all metric sources have in common. */
public abstract class MetricSourceDescriptor extends Descriptor<MetricSourceDefinition> {
    private static final Duration TIME_OF_TEST = Duration.ofSeconds(10);

    /** What is asked to find out whether a source answers, where nobody writes a query. */
    public abstract String getTestQuery();

    /** Whether it is a name. */
    @POST
    public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
        return mayConfigure(item)
                ? FieldCheck.of(() -> MetricSourceDefinition.checkName(Util.fixEmptyAndTrim(value)))
                : FormValidation.ok();
    }

    /** Whether it is the URL of a web server. */
    @POST
    public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
        return mayConfigure(item) ? FieldCheck.of(() -> Call.url("url", value)) : FormValidation.ok();
    }

    /** Whether there are certificates in the text. */
    @POST
    public FormValidation doCheckTrust(@AncestorInPath Item item, @QueryParameter String value) {
        return mayConfigure(item) ? FieldCheck.of(() -> new Trust(value)) : FormValidation.ok();
    }

    /** Whether it is a duration. */
    @POST
    public FormValidation doCheckWindow(@AncestorInPath Item item, @QueryParameter String value) {
        return mayConfigure(item) ? FieldCheck.optional(value, WindowedSource::duration) : FormValidation.ok();
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
        return CredentialsChoice.ANY.items(item, credentialsId);
    }

    /** Asks the source once, as the form describes it, for whoever may configure it. Secrets are not in the answer. */
    @POST
    public final FormValidation doTestConnection(
            StaplerRequest2 request, @AncestorInPath Item item, @QueryParameter String testQuery) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
        JSONObject form = new JSONObject();
        request.getParameterMap().keySet().forEach(field -> form.put(field, request.getParameter(field)));
        form.put("name", "test");
        return test(item, request.bindJSON(clazz, form), testQuery);
    }

    private FormValidation test(Item item, MetricSourceDefinition definition, String query) {
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

    /** Whether the present user may configure what names sources, and so learn their names. */
    public static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}
