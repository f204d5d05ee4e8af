package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.form.FieldCheck;
import io.jenkins.plugins.promotion.runtime.CarriedRequest;
import org.codehaus.groovy.ast.expr.Expression;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.pipeline.modeldefinition.ast.ModelASTWhenContent;
import org.jenkinsci.plugins.pipeline.modeldefinition.parser.ASTParserUtils;
import org.jenkinsci.plugins.pipeline.modeldefinition.when.DeclarativeStageConditional;
import org.jenkinsci.plugins.pipeline.modeldefinition.when.DeclarativeStageConditionalDescriptor;
import org.jenkinsci.plugins.workflow.cps.GroovySourceFileAllowlist;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;

/**
 * The condition {@code promotionRequest()} of a Declarative stage: whether the build was started to bring one release into
 * one environment, forward or back. What builds a release has nothing to do then.
 */
public final class PromotionRequestConditional extends DeclarativeStageConditional<PromotionRequestConditional> {
    private static final long serialVersionUID = 1L;

    private String environment;

    /** For any environment. */
    @DataBoundConstructor
    public PromotionRequestConditional() {
        // nothing is needed
    }

    /** For which environment only, {@code null} for any. */
    @CheckForNull
    public String getEnvironment() {
        return environment;
    }

    /** @param environment for which environment only, empty for any */
    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    /**
     * Whether it holds.
     *
     * @param request the variable {@value CarriedRequest#VARIABLE}, {@code null} when there is none
     */
    public boolean holds(@CheckForNull String request) {
        return CarriedRequest.isFor(request, environment);
    }

    /** How the condition is found and offered. */
    @Extension(optional = true)
    @Symbol("promotionRequest")
    public static final class DescriptorImpl
            extends DeclarativeStageConditionalDescriptor<PromotionRequestConditional> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PromotionRequestConditional_displayName();
        }

        @Override
        public Expression transformToRuntimeAST(@CheckForNull ModelASTWhenContent original) {
            return ASTParserUtils.transformWhenContentToRuntimeAST(original);
        }

        /** Refuses what cannot be the name of an environment. */
        public FormValidation doCheckEnvironment(@QueryParameter String value) {
            return FieldCheck.optional(value, EnvironmentName::of);
        }
    }

    /** Lets Pipeline load the script of the condition. */
    @Extension(optional = true)
    public static final class Allowlist extends GroovySourceFileAllowlist {
        private final String script =
                "/" + PromotionRequestConditional.class.getName().replace('.', '/') + "Script.groovy";

        @Override
        public boolean isAllowed(String groovyResourceUrl) {
            return groovyResourceUrl.endsWith(script);
        }
    }
}
