package io.jenkins.plugins.promotion.metrics;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/** The metric sources that a folder adds for what is inside it, with the credentials of the folder. */
public final class FolderMetricSources extends AbstractFolderProperty<AbstractFolder<?>> {
    private final ArrayList<MetricSourceDefinition> sources;

    /** @param sources the definitions, in order */
    @DataBoundConstructor
    public FolderMetricSources(List<MetricSourceDefinition> sources) {
        this.sources = new ArrayList<>(Util.fixNull(sources));
    }

    /** The definitions, in order. */
    public List<MetricSourceDefinition> getSources() {
        return sources == null ? List.of() : List.copyOf(sources);
    }

    /** Describes the property to forms. */
    @Extension
    @Symbol("metricSources")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FolderMetricSources_displayName();
        }

        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            List<MetricSourceDefinition> sources = request == null
                    ? List.of()
                    : request.bindJSONToList(MetricSourceDefinition.class, form.opt(HealthGatesConfiguration.SOURCES));
            try {
                HealthGatesConfiguration.check(sources);
            } catch (InvalidValueException e) {
                throw new FormException(e.getMessage(), e, HealthGatesConfiguration.SOURCES);
            }
            return sources.isEmpty() ? null : new FolderMetricSources(sources);
        }
    }
}
