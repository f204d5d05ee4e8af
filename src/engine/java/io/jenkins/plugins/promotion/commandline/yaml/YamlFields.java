package io.jenkins.plugins.promotion.commandline.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The fields of one mapping in a YAML file, each at most once. A field without a value counts as left out. */
public final class YamlFields {
    private final YamlPlace place;
    private final Map<String, YamlPlace> values = new LinkedHashMap<>();
    private final Map<String, YamlPlace> keys = new LinkedHashMap<>();

    YamlFields(YamlPlace place, MappingNode mapping) {
        this.place = place;
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                throw new YamlPlace(place.file(), path("?"), tuple.getKeyNode()).wrong("the name of a field is a text");
            }
            String name = scalar.getValue();
            YamlPlace key = new YamlPlace(place.file(), path(name), tuple.getKeyNode());
            if (keys.put(name, key) != null) {
                throw new InvalidInputException(key.where() + ": the field is given twice");
            }
            if (!YamlPlace.isMissing(tuple.getValueNode())) {
                values.put(name, new YamlPlace(place.file(), path(name), tuple.getValueNode()));
            }
        }
    }

    /** Where the mapping stands. */
    public YamlPlace place() {
        return place;
    }

    /** Whether the field is given. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a field. */
    public Optional<YamlPlace> optional(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws InvalidInputException when the field is left out */
    public YamlPlace required(String name) {
        return optional(name)
                .orElseThrow(() -> new InvalidInputException(place.where() + ": the field '" + name + "' is missing"));
    }

    void allowOnly(List<String> known) {
        keys.forEach((name, key) -> {
            if (!known.contains(name)) {
                throw new InvalidInputException(
                        key.where() + ": there is no such field here; known: " + String.join(", ", known));
            }
        });
    }

    private String path(String name) {
        return place.field().isEmpty() ? name : place.field() + "." + name;
    }
}
