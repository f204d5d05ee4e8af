package io.jenkins.plugins.promotion.health;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.form.FieldCheck;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;

/** A port that must take a connection: {@code tcp('db:5432')}. */
public final class TcpHealthCheck extends HealthCheck {
    private static final long serialVersionUID = 1L;

    private final String address;

    /** @param address host and port */
    @DataBoundConstructor
    public TcpHealthCheck(String address) {
        this.address = Util.fixEmptyAndTrim(address);
    }

    /** Host and port. */
    public String getAddress() {
        return address;
    }

    @Override
    public Check toCheck() {
        TcpCheck parsed = TcpCheck.parse(address);
        return new TcpCheck(getName(), parsed.host(), parsed.port(), parsedTime());
    }

    /** Describes the check to forms. */
    @Extension
    @Symbol("tcp")
    public static final class DescriptorImpl extends HealthCheckDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.TcpHealthCheck_displayName();
        }

        /** Whether it is host and port. */
        public FormValidation doCheckAddress(@QueryParameter String value) {
            return FieldCheck.optional(value, TcpCheck::parse);
        }
    }
}
