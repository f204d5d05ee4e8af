package io.jenkins.plugins.promotion.analysis;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.promotion.engine.measure.AnalysisDefinition;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/** The analyses that a folder adds for what is inside it. */
public final class FolderAnalyses extends AbstractFolderProperty<AbstractFolder<?>> {
    private final ArrayList<CanaryAnalysis> analyses;

    /** @param analyses the definitions, in order */
    @DataBoundConstructor
    public FolderAnalyses(List<CanaryAnalysis> analyses) {
        this.analyses = new ArrayList<>(Util.fixNull(analyses));
    }

    /** The definitions, in order. */
    public List<CanaryAnalysis> getAnalyses() {
        return analyses == null ? List.of() : List.copyOf(analyses);
    }

    /** Describes the property to forms. */
    @Extension
    @Symbol("folderAnalyses")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FolderAnalyses_displayName();
        }

        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            List<CanaryAnalysis> given = request == null
                    ? List.of()
                    : request.bindJSONToList(CanaryAnalysis.class, form.opt(AnalysesConfiguration.ANALYSES));
            AbstractFolder<?> folder = request == null ? null : request.findAncestorObject(AbstractFolder.class);
            try {
                for (AnalysisDefinition each : AnalysesConfiguration.check(given)) {
                    KnownSources.demand(each, folder);
                }
            } catch (InvalidValueException e) {
                throw new FormException(e.getMessage(), e, AnalysesConfiguration.ANALYSES);
            }
            return given.isEmpty() ? null : new FolderAnalyses(given);
        }
    }
}
