package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The environments of the controller, as {@code unclassified: environmentPromotion:} in Configuration as Code. The form
 * is a page of its own, {@link EnvironmentsLink}; the system configuration only points there.
 */
@Extension
@Symbol("environmentPromotion")
public final class PromotionGlobalConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    /** {@code null} until somebody configures environments. */
    private ArrayList<EnvironmentDefinition> environments;

    private transient volatile Environments inForce;

    /** The only instance. */
    public static PromotionGlobalConfiguration get() {
        return ExtensionList.lookupSingleton(PromotionGlobalConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.PromotionGlobalConfiguration_displayName();
    }

    /** The definitions in force, in order. */
    public synchronized List<EnvironmentDefinition> getEnvironments() {
        return environments == null ? Definitions.builtIn() : List.copyOf(environments);
    }

    /**
     * Puts definitions in force and saves them.
     *
     * @throws IllegalArgumentException naming what is not allowed; then everything stays as it was
     */
    public void setEnvironments(List<EnvironmentDefinition> environments) {
        List<EnvironmentDefinition> definitions = Util.fixNull(environments);
        synchronized (this) {
            inForce = checked(definitions);
            this.environments = new ArrayList<>(definitions);
            save();
        }
        ConfigurationListener.fire();
    }

    @Override
    public synchronized void load() {
        super.load();
        inForce = null;
    }

    /** Changes nothing: the system configuration shows no field of this. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        return true;
    }

    /** @throws FormException naming what is not allowed; then everything stays as it was */
    void submit(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            setEnvironments(Definitions.bind(request, form));
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, Definitions.FIELD);
        }
    }

    /** @throws InvalidValueException when the file was edited to something that is not allowed */
    Environments inForce() {
        Environments answer = inForce;
        if (answer == null) {
            synchronized (this) {
                answer = new Environments(getEnvironments().stream()
                        .map(EnvironmentDefinition::toEnvironment)
                        .toList());
                inForce = answer;
            }
        }
        return answer;
    }

    private static Environments checked(List<EnvironmentDefinition> definitions) {
        if (definitions.isEmpty()) {
            throw new InvalidValueException(Definitions.FIELD, "[]", "it takes one environment or more");
        }
        Environments candidate = new Environments(Definitions.toEnvironments(definitions));
        FolderDefinitions.get().checkWith(candidate);
        return candidate;
    }
}
