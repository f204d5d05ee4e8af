package io.jenkins.plugins.promotion.commandline.yaml;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.ShareText;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a YAML file that knows where it stands.
 *
 * <p>Scalars are taken as they are spelled, so that a version {@code 2.10} stays what it is and does not become a number.
 * Every method that reads throws {@link InvalidInputException} when the value is of another kind.
 */
public final class YamlPlace {
    private final Path file;
    private final String field;
    private final Node node;

    YamlPlace(Path file, String field, Node node) {
        this.file = file;
        this.field = field;
        this.node = node;
    }

    /**
     * The whole of a file.
     *
     * @throws InvalidInputException when it cannot be read, is no YAML in UTF-8, or is empty
     */
    public static YamlPlace read(Path file) {
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file)));
            if (node == null) {
                throw new InvalidInputException(file + ": the file is empty");
            }
            return new YamlPlace(file, "", node);
        } catch (MarkedYAMLException e) {
            throw new InvalidInputException(file
                    + (e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1))
                    + ": this is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new InvalidInputException(file + ": this is no YAML: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(file + ": the file is not in UTF-8");
        } catch (IOException e) {
            throw new InvalidInputException(file + ": the file cannot be read: " + e.getMessage());
        }
    }

    /** The file that this stands in. */
    public Path file() {
        return file;
    }

    /** The line that it begins in, from 1. */
    public int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** The fields of a mapping; any but the known ones is an error that lists those. */
    public YamlFields fields(String... known) {
        YamlFields fields = allFields();
        fields.allowOnly(List.of(known));
        return fields;
    }

    /** The fields of a mapping that belongs to somebody else too. */
    public YamlFields allFields() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("it takes fields, each written 'name: value'");
        }
        return new YamlFields(this, mapping);
    }

    /** The items of a list. */
    public List<YamlPlace> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("it takes a list");
        }
        List<YamlPlace> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlPlace(file, field + "[" + items.size() + "]", item));
        }
        return List.copyOf(items);
    }

    /** The items of a list, each read by a function. */
    public <T> List<T> items(Function<YamlPlace, T> reader) {
        return items().stream().map(reader).toList();
    }

    /** A text that says something. */
    public String text() {
        if (!(node instanceof ScalarNode scalar) || isMissing(scalar) || scalar.getValue().isBlank()) {
            throw wrong("it takes a text");
        }
        return scalar.getValue().strip();
    }

    /** A whole number. */
    public int number() {
        try {
            return Integer.parseInt(text());
        } catch (NumberFormatException e) {
            throw wrong("it takes a whole number");
        }
    }

    /** A number. */
    public double decimal() {
        try {
            return new BigDecimal(text()).doubleValue();
        } catch (NumberFormatException e) {
            throw wrong("it takes a number");
        }
    }

    /** A share such as {@code 5%} or {@code 0.05}. */
    public double share() {
        try {
            return ShareText.parse(field, text());
        } catch (InvalidValueException e) {
            throw wrong("a share is written 5% or 0.05");
        }
    }

    /** One text, or the items of a list with commas between. */
    public String words() {
        return node instanceof SequenceNode ? String.join(",", items(YamlPlace::text)) : text();
    }

    /** The items of a list, or the one value where there is no list. */
    public List<YamlPlace> oneOrMore() {
        return node instanceof SequenceNode ? items() : List.of(this);
    }

    /** {@code true} or {@code false}. */
    public boolean truth() {
        return oneOf(new TreeMap<>(Map.of("true", true, "false", false)));
    }

    /** One of a few words, as what each stands for. */
    public <T> T oneOf(Map<String, T> allowed) {
        T meaning = allowed.get(text());
        if (meaning == null) {
            throw wrong("allowed: " + String.join(", ", allowed.keySet()));
        }
        return meaning;
    }

    /** What the engine makes of this place; what it does not allow is said with the file, the line and the field. */
    public <T> T checked(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (InvalidValueException e) {
            throw new InvalidInputException(where() + ": " + e.getMessage());
        }
    }

    /**
     * The error that this value is not allowed.
     *
     * @param allowed what would be, as the rest of a sentence
     */
    public InvalidInputException wrong(String allowed) {
        String value = node instanceof ScalarNode scalar
                ? (isMissing(scalar) ? null : scalar.getValue())
                : node instanceof MappingNode ? "a mapping" : "a list";
        return new InvalidInputException(position() + ": "
                + new InvalidValueException(field.isEmpty() ? "the file" : field, value, allowed).getMessage());
    }

    static boolean isMissing(Node node) {
        return node instanceof ScalarNode && Tag.NULL.equals(node.getTag());
    }

    String field() {
        return field;
    }

    String where() {
        return position() + (field.isEmpty() ? "" : ": " + field);
    }

    private String position() {
        return file + ":" + line();
    }
}
