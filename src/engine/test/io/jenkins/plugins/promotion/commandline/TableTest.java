package io.jenkins.plugins.promotion.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsColumnsAndLeavesNoBlanksAtTheEnd() {
        Table table = new Table("Name", "Of", "Count");
        table.add("a longer name", "x", "1");
        table.add("b", null, "");

        assertThat(printed(table)).containsExactly("Name           Of  Count", "a longer name  x   1", "b");
    }

    @Test
    void countsCharactersAndNotTheirHalves() {
        Table table = new Table("Name", "Next");
        table.add("\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80", "x");

        assertThat(printed(table)[0]).isEqualTo("Name   Next");
    }

    @Test
    void printsNoControlCharacters() {
        Table table = new Table("Name");
        table.add("a\u001B[31m\nb");

        assertThat(printed(table)).containsExactly("Name", "a [31m b");
    }

    private static String[] printed(Table table) {
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text));
        return text.toString().split(System.lineSeparator());
    }
}
