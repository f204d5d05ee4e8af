package io.jenkins.plugins.promotion.analysis;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.measure.AnalysisDefinition;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The analyses that an item may name: those of the controller and those of the folders around it. Where several have the
 * same name the outermost counts, so that nobody further in can weaken one.
 */
public final class ConfiguredAnalyses {
    private final Map<String, CanaryAnalysis> analyses = new LinkedHashMap<>();

    private ConfiguredAnalyses() {}

    /** Those that an item may name; {@code null} for those of the controller alone. */
    public static ConfiguredAnalyses of(@CheckForNull Item item) {
        ConfiguredAnalyses configured = new ConfiguredAnalyses();
        configured.add(AnalysesConfiguration.get().getAnalyses());
        List<AbstractFolder<?>> folders = new ArrayList<>();
        for (Object place = item; place instanceof Item one; place = one.getParent()) {
            if (place instanceof AbstractFolder<?> folder) {
                folders.add(0, folder);
            }
        }
        for (AbstractFolder<?> folder : folders) {
            FolderAnalyses property = folder.getProperties().get(FolderAnalyses.class);
            if (property != null) {
                configured.add(property.getAnalyses());
            }
        }
        return configured;
    }

    private void add(List<CanaryAnalysis> some) {
        for (CanaryAnalysis each : some) {
            if (each.getName() != null) {
                analyses.putIfAbsent(each.getName(), each);
            }
        }
    }

    /** Their names, those of the controller first. */
    public Set<String> names() {
        return analyses.keySet();
    }

    /**
     * An analysis by its name.
     *
     * @throws InvalidValueException when there is none, naming those that there are, or when it holds what is not allowed
     */
    public AnalysisDefinition demand(String name) {
        CanaryAnalysis found = analyses.get(name);
        if (found == null) {
            throw new InvalidValueException(
                    "analysis",
                    name,
                    analyses.isEmpty()
                            ? "there are no analyses; an administrator defines them"
                            : "the analyses are " + String.join(", ", analyses.keySet()));
        }
        return found.toDefinition();
    }
}
