package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.promotion.engine.metrics.Endpoint;
import io.jenkins.plugins.promotion.engine.metrics.Graphite;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Graphite, by its render API. */
public final class GraphiteSource extends WindowedSource {
    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    @DataBoundConstructor
    public GraphiteSource(String name, String url) {
        super(name, url);
    }

    @Override
    protected MetricSource open(Endpoint endpoint) {
        return new Graphite(endpoint, window(Graphite.DEFAULT_WINDOW));
    }

    /** Describes the source to forms. */
    @Extension
    @Symbol("graphite")
    public static final class DescriptorImpl extends MetricSourceDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GraphiteSource_displayName();
        }

        @Override
        public String getTestQuery() {
            return "constantLine(1)";
        }
    }
}
