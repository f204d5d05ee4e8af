package io.jenkins.plugins.promotion.analysis;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.PersistentDescriptor;
import io.jenkins.plugins.promotion.engine.measure.AnalysisDefinition;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The analyses of the whole controller, {@code unclassified: canaryAnalyses:} in Configuration as Code. */
@Extension
@Symbol("canaryAnalyses")
public final class AnalysesConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    static final String ANALYSES = "analyses";

    private ArrayList<CanaryAnalysis> analyses;

    /** The only instance. */
    public static AnalysesConfiguration get() {
        return ExtensionList.lookupSingleton(AnalysesConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.AnalysesConfiguration_displayName();
    }

    /** The analyses, in order. */
    public synchronized List<CanaryAnalysis> getAnalyses() {
        return analyses == null ? List.of() : List.copyOf(analyses);
    }

    /** @throws InvalidValueException naming what is not allowed; then everything stays as it was */
    @DataBoundSetter
    public synchronized void setAnalyses(List<CanaryAnalysis> analyses) {
        List<CanaryAnalysis> given = Util.fixNull(analyses);
        check(given);
        this.analyses = new ArrayList<>(given);
        save();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            List<CanaryAnalysis> given = request.bindJSONToList(CanaryAnalysis.class, form.opt(ANALYSES));
            for (AnalysisDefinition each : check(given)) {
                KnownSources.demand(each, null);
            }
            setAnalyses(given);
            return true;
        } catch (InvalidValueException e) {
            throw new FormException(e.getMessage(), e, ANALYSES);
        }
    }

    /** Refuses analyses with a fault, and two of one name. */
    static List<AnalysisDefinition> check(List<CanaryAnalysis> analyses) {
        Set<String> names = new HashSet<>();
        List<AnalysisDefinition> definitions = new ArrayList<>();
        for (CanaryAnalysis analysis : analyses) {
            definitions.add(definition(analysis));
            if (!names.add(analysis.getName())) {
                throw new InvalidValueException("name", analysis.getName(), "every analysis has a name of its own");
            }
        }
        return definitions;
    }

    private static AnalysisDefinition definition(CanaryAnalysis analysis) {
        try {
            return analysis.toDefinition();
        } catch (InvalidValueException e) {
            if (analysis.getName() == null) {
                throw e;
            }
            throw e.in("analysis '" + analysis.getName() + "'");
        }
    }
}
