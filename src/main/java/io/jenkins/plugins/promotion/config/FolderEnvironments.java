package io.jenkins.plugins.promotion.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The environments that a folder adds or tightens. Only whoever has the permission to define environments on the folder
 * can change them, whichever way the folder is configured: {@link FolderDefinitions} sees to it.
 */
public final class FolderEnvironments extends AbstractFolderProperty<AbstractFolder<?>> {
    private ArrayList<EnvironmentDefinition> environments;

    /** @param environments the definitions, in order */
    @DataBoundConstructor
    public FolderEnvironments(List<EnvironmentDefinition> environments) {
        this.environments = new ArrayList<>(Util.fixNull(environments));
    }

    /** The definitions, in order. */
    public List<EnvironmentDefinition> getEnvironments() {
        return environments == null ? List.of() : List.copyOf(environments);
    }

    @Override
    protected void setOwner(@NonNull AbstractFolder<?> owner) {
        super.setOwner(owner);
        environments = new ArrayList<>(FolderDefinitions.get().admit(owner, getEnvironments()));
    }

    @Override
    public AbstractFolderProperty<?> reconfigure(StaplerRequest2 request, JSONObject form) throws FormException {
        return DescriptorImpl.mayManage(owner) ? super.reconfigure(request, form) : this;
    }

    /** Describes the property to forms. */
    @Extension
    @Symbol("folderEnvironments")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FolderEnvironments_displayName();
        }

        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            AbstractFolder<?> folder = request == null ? null : request.findAncestorObject(AbstractFolder.class);
            if (folder == null || !mayManage(folder)) {
                return null;
            }
            try {
                List<EnvironmentDefinition> definitions = Definitions.bind(request, form);
                FolderDefinitions.get().check(folder, definitions);
                return definitions.isEmpty() ? null : new FolderEnvironments(definitions);
            } catch (IllegalArgumentException e) {
                throw new FormException(e.getMessage(), e, Definitions.FIELD);
            }
        }

        /** Whether the present user may change the environments of a folder. */
        public static boolean mayManage(AbstractFolder<?> folder) {
            return folder.hasPermission(PromotionPermissions.MANAGE);
        }

        /** What a folder sees without its own definitions; nothing while that is contradictory. */
        public List<Environment> inherited(AbstractFolder<?> folder) {
            try {
                return ConfiguredEnvironments.inherited(folder).all();
            } catch (InvalidValueException e) {
                return List.of();
            }
        }

        /** The rules in force of one of the environments of a folder. */
        public String sentence(AbstractFolder<?> folder, EnvironmentDefinition definition) {
            return ExtensionList.lookupSingleton(EnvironmentDefinition.DescriptorImpl.class)
                    .sentence(folder, definition);
        }
    }
}
