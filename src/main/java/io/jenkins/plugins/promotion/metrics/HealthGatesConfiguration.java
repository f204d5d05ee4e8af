package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.PersistentDescriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.AddressPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What an administrator says of gates on the whole controller, as {@code unclassified: healthGates:} in Configuration as
 * Code: the metric sources by name, and what may be reached from the controller.
 */
@Extension
@Symbol("healthGates")
public final class HealthGatesConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    static final String SOURCES = "sources";
    static final String ALLOWED = "allowed";
    static final String AGENTS_ONLY = "agentsOnly";

    private ArrayList<MetricSourceDefinition> sources;
    private String controllerProbes;
    private ArrayList<String> allow;
    private ArrayList<String> deny;

    /** The only instance. */
    public static HealthGatesConfiguration get() {
        return ExtensionList.lookupSingleton(HealthGatesConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.HealthGatesConfiguration_displayName();
    }

    /** The metric sources, in order. */
    public synchronized List<MetricSourceDefinition> getSources() {
        return sources == null ? List.of() : List.copyOf(sources);
    }

    /** @throws InvalidValueException naming what is not allowed; then everything stays as it was */
    @DataBoundSetter
    public synchronized void setSources(List<MetricSourceDefinition> sources) {
        List<MetricSourceDefinition> given = Util.fixNull(sources);
        check(given);
        this.sources = new ArrayList<>(given);
        save();
    }

    /** {@code allowed}, or {@code agentsOnly} when nothing that a Jenkinsfile names is probed from the controller. */
    public synchronized String getControllerProbes() {
        return controllerProbes == null ? ALLOWED : controllerProbes;
    }

    /** @throws InvalidValueException when it is neither {@code allowed} nor {@code agentsOnly} */
    @DataBoundSetter
    public synchronized void setControllerProbes(String controllerProbes) {
        this.controllerProbes = checkedProbes(controllerProbes);
        save();
    }

    /** Whether what a Jenkinsfile or a folder names is probed from the controller. */
    public boolean isControllerAllowed() {
        return !AGENTS_ONLY.equals(getControllerProbes());
    }

    /** Ranges of addresses that the controller may reach, in any case. */
    public synchronized List<String> getAllow() {
        return allow == null ? List.of() : List.copyOf(allow);
    }

    /** @throws InvalidValueException when one is no range of addresses */
    @DataBoundSetter
    public synchronized void setAllow(List<String> allow) {
        this.allow = ranges(Util.fixNull(allow), List.of());
        save();
    }

    /** Ranges of addresses that the controller may not reach, beside those that are always denied. */
    public synchronized List<String> getDeny() {
        return deny == null ? List.of() : List.copyOf(deny);
    }

    /** @throws InvalidValueException when one is no range of addresses */
    @DataBoundSetter
    public synchronized void setDeny(List<String> deny) {
        this.deny = ranges(List.of(), Util.fixNull(deny));
        save();
    }

    /** The ranges as a text of lines. */
    public String getAllowText() {
        return String.join("\n", getAllow());
    }

    /** The ranges as a text of lines. */
    public String getDenyText() {
        return String.join("\n", getDeny());
    }

    /** The choices of the form. */
    public ListBoxModel doFillControllerProbesItems() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.HealthGatesConfiguration_allowed(), ALLOWED);
        model.add(Messages.HealthGatesConfiguration_agentsOnly(), AGENTS_ONLY);
        return model;
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            List<MetricSourceDefinition> given =
                    request.bindJSONToList(MetricSourceDefinition.class, form.opt(SOURCES));
            check(given);
            String probes = checkedProbes(form.optString("controllerProbes"));
            ArrayList<String> allowed = ranges(lines(form.optString("allow")), List.of());
            ArrayList<String> denied = ranges(List.of(), lines(form.optString("deny")));
            synchronized (this) {
                sources = new ArrayList<>(given);
                controllerProbes = probes;
                allow = allowed;
                deny = denied;
                save();
            }
            return true;
        } catch (InvalidValueException e) {
            throw new Descriptor.FormException(e.getMessage(), e, e.field());
        }
    }

    /** Refuses sources with a fault, and two of one name. */
    static void check(List<MetricSourceDefinition> sources) {
        Set<String> names = new HashSet<>();
        for (MetricSourceDefinition source : sources) {
            source.check();
            if (!names.add(source.getName())) {
                throw new InvalidValueException("name", source.getName(), "every metric source has a name of its own");
            }
        }
    }

    private static String checkedProbes(String text) {
        String given = Util.fixEmptyAndTrim(text);
        if (given != null && !given.equals(ALLOWED) && !given.equals(AGENTS_ONLY)) {
            throw new InvalidValueException("controllerProbes", given, "allowed: " + AGENTS_ONLY + ", " + ALLOWED);
        }
        return given;
    }

    private static ArrayList<String> ranges(List<String> allow, List<String> deny) {
        new AddressPolicy(false, true, allow, deny);
        return new ArrayList<>(allow.isEmpty() ? deny : allow);
    }

    private static List<String> lines(String text) {
        return Arrays.stream(Util.fixNull(text).split("[\\s,]+"))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
