package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.credentials.CredentialsChoice;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What a release is tagged with in its Git repository, as an administrator or a Jenkinsfile writes it: {@code
 * releaseTag('v{version}')}. It may hold what is not allowed.
 */
public final class TagDefinition extends AbstractDescribableImpl<TagDefinition> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private String repository;
    private String credentialsId;

    /** @param name with placeholders, {@code null} for the default */
    @DataBoundConstructor
    public TagDefinition(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** The name, with placeholders; {@code null} for the default. */
    @CheckForNull
    public String getName() {
        return name;
    }

    /** Where; {@code null} for the repository from which the build has checked out. */
    @CheckForNull
    public String getRepository() {
        return repository;
    }

    /** @param repository as Git takes it, without a password */
    @DataBoundSetter
    public void setRepository(String repository) {
        this.repository = Util.fixEmptyAndTrim(repository);
    }

    /** The credentials to push with. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    /** @param credentialsId the id of a user name with a password or a key */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    public ReleaseTag toTag() {
        return new ReleaseTag(name, repository, credentialsId);
    }

    /** Describes the tag to forms. */
    @Extension
    @Symbol("releaseTag")
    public static final class DescriptorImpl extends Descriptor<TagDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TagDefinition_displayName();
        }

        /** What a name is where nothing is written. */
        public String getDefaultName() {
            return ReleaseTag.DEFAULT_NAME;
        }

        /** Refuses what Git does not take, and what would be the same for all releases. */
        public FormValidation doCheckName(@QueryParameter String value) {
            return FieldCheck.of(() -> new ReleaseTag(value, null, null));
        }

        /** Refuses what cannot be written down. */
        public FormValidation doCheckRepository(@QueryParameter String value) {
            return FieldCheck.of(() -> new ReleaseTag(null, value, null));
        }

        /** The credentials that may be chosen, for those who may choose; for others only the one that is chosen. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsChoice.USER.items(item, credentialsId);
        }
    }
}
