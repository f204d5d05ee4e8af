package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings.Waivable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/** What rollbacks do without, as an administrator writes it. It may hold what is not allowed. */
public final class RollbackDefinition implements Describable<RollbackDefinition> {
    private static final Words<Waivable> WAIVABLE = new Words<>(
            "waives",
            null,
            Arrays.stream(Waivable.values()).collect(Collectors.toMap(Waivable::word, Function.identity())));

    private final ArrayList<String> waives;

    /** @param waives which kinds of rules, {@code null} for none */
    @DataBoundConstructor
    public RollbackDefinition(List<String> waives) {
        this.waives = new ArrayList<>(Util.fixNull(waives));
    }

    /** Which kinds of rules are waived. */
    public List<String> getWaives() {
        return List.copyOf(waives);
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    RollbackSettings toSettings() {
        return new RollbackSettings(waives.stream().map(WAIVABLE::required).collect(Collectors.toSet()));
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<RollbackDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.RollbackDefinition_displayName();
        }

        @Override
        public RollbackDefinition newInstance(StaplerRequest2 req, @NonNull JSONObject form) throws FormException {
            NameList.spread(form, "waives");
            return super.newInstance(req, form);
        }

        /** The kinds of rules that can be waived, as they are written, with what the form calls them. */
        public Map<String, String> getWaivable() {
            Map<String, String> titles = new LinkedHashMap<>();
            titles.put(Waivable.APPROVALS.word(), Messages.RollbackDefinition_approvals());
            titles.put(Waivable.WINDOWS.word(), Messages.HotfixDefinition_windows());
            titles.put(Waivable.FREEZES.word(), Messages.HotfixDefinition_freezes());
            titles.put(Waivable.CHECKLIST.word(), Messages.HotfixDefinition_checklist());
            return titles;
        }
    }
}
