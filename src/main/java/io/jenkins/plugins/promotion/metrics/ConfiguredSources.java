package io.jenkins.plugins.promotion.metrics;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.metrics.MetricSource;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.model.Jenkins;

/**
 * The sources that an item may name: those of the controller and those of the folders around it. Where several have the
 * same name the outermost counts, so that a name that an administrator has given means the same everywhere.
 */
public final class ConfiguredSources {
    private final Map<String, Owned> sources = new LinkedHashMap<>();

    private record Owned(MetricSourceDefinition definition, ItemGroup<?> owner) {}

    private ConfiguredSources() {}

    /** Those that an item may name; {@code null} for those of the controller alone. */
    public static ConfiguredSources of(@CheckForNull Item item) {
        ConfiguredSources configured = new ConfiguredSources();
        configured.add(HealthGatesConfiguration.get().getSources(), Jenkins.get());
        List<AbstractFolder<?>> folders = new ArrayList<>();
        for (Object place = item; place instanceof Item one; place = one.getParent()) {
            if (place instanceof AbstractFolder<?> folder) {
                folders.add(0, folder);
            }
        }
        for (AbstractFolder<?> folder : folders) {
            FolderMetricSources property = folder.getProperties().get(FolderMetricSources.class);
            if (property != null) {
                configured.add(property.getSources(), folder);
            }
        }
        return configured;
    }

    private void add(List<MetricSourceDefinition> definitions, ItemGroup<?> owner) {
        for (MetricSourceDefinition definition : definitions) {
            if (definition.getName() != null) {
                sources.putIfAbsent(definition.getName(), new Owned(definition, owner));
            }
        }
    }

    /** Their names, those of the controller first. */
    public Set<String> names() {
        return sources.keySet();
    }

    /** A source by its name, to be asked from the controller. */
    public Optional<MetricSource> find(String name) {
        return Optional.ofNullable(sources.get(name)).map(ConfiguredSources::open);
    }

    private static MetricSource open(Owned found) {
        boolean ofFolder = !(found.owner() instanceof Jenkins);
        return ofFolder && !HealthGatesConfiguration.get().isControllerAllowed()
                ? new UnusableSource(
                        Fault.SETUP,
                        Messages.ConfiguredSources_agentsOnly(found.definition().getName()))
                : found.definition().source(ControllerNetwork.get().http(), Secrets.of(found.owner()));
    }
}
