package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.metrics.Prometheus;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

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
    }
}
