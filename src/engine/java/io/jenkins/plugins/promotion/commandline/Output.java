package io.jenkins.plugins.promotion.commandline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command answers: in lines for people, or in one JSON document for programs. */
public final class Output {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final PrintWriter out;
    private final Format format;

    /** How to answer. */
    public enum Format {
        /** For people. */
        text,
        /** For programs. */
        json
    }

    private Output(PrintWriter out, Format format) {
        this.out = out;
        this.format = format;
    }

    /** The output of a command. */
    public static Output of(CommandSpec command, Format format) {
        return new Output(command.commandLine().getOut(), format);
    }

    /** Whether programs read it. */
    public boolean isJson() {
        return format == Format.json;
    }

    /** An object to be filled. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A record as JSON. */
    public static ObjectNode object(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Prints the document. */
    public void json(Object document) throws IOException {
        out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
        out.flush();
    }

    /** Prints a line as {@link TerminalText}. */
    public void line(String text) {
        out.println(TerminalText.oneLine(text));
    }

    /** Prints an empty line. */
    public void gap() {
        out.println();
    }

    /** Prints a table. */
    public void table(Table table) {
        table.print(out);
    }

    /** What was printed so far appears. */
    public void flush() {
        out.flush();
    }
}
