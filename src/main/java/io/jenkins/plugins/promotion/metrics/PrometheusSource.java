package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.metrics.Prometheus;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Prometheus, and what speaks its API: Thanos, Mimir, VictoriaMetrics. */
public final class PrometheusSource extends MetricSourceDefinition {

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    @DataBoundConstructor
    public PrometheusSource(String name, String url) {
        super(name, url);
    }

    @Override
    protected MetricSource open(Endpoint endpoint) {
        return new Prometheus(endpoint);
    }

    /** Describes the source to forms. */
    @Extension
    @Symbol("prometheus")
    public static final class DescriptorImpl extends MetricSourceDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PrometheusSource_displayName();
        }

        @Override
        public String getTestQuery() {
            return "vector(1)";
        }

        /** Asks the source as the form describes it. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String trust,
                @QueryParameter String testQuery) {
            PrometheusSource definition = new PrometheusSource("test", url);
            definition.setCredentialsId(credentialsId);
            definition.setTrust(trust);
            return test(item, definition, testQuery);
        }
    }
}
