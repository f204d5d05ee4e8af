package io.jenkins.plugins.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables in the documentation name tests that there are, and that of the rules leaves no cell empty. */
class RulesTableTest {
    private static final Path TABLE = Path.of("docs/rules.md");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Test)#([A-Za-z0-9]+)`");
    private static final Pattern REASON = Pattern.compile("- \\((\\d)\\)");

    @Test
    void everyCellNamesATestOrSaysWhyThereIsNone() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        List<String> rows =
                lines.stream().filter(line -> line.startsWith("| **")).toList();

        assertThat(rows).hasSize(18);
        for (String row : rows) {
            String[] cells = row.substring(1, row.length() - 1).split("\\|");
            assertThat(cells).as(row).hasSize(9);
            for (int i = 1; i < cells.length; i++) {
                Matcher reason = REASON.matcher(cells[i]);
                if (reason.find()) {
                    assertThat(lines).as(cells[i]).anyMatch(line -> line.startsWith("(" + reason.group(1) + ") "));
                } else {
                    assertThat(cells[i].strip()).as(row).matches(TEST.pattern() + "(, " + TEST.pattern() + ")*");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/rules.md", "docs/rollback.md"})
    void everyTestThatIsNamedIsThere(Path document) throws IOException {
        Matcher named = TEST.matcher(Files.readString(document));
        assertThat(named.find()).isTrue();
        named.reset();
        while (named.find()) {
            assertThat(Files.readString(source(named.group(1))))
                    .as(named.group())
                    .contains(" void " + named.group(2) + "(");
        }
    }

    private static Path source(String testClass) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> found =
                    files.filter(file -> file.endsWith(testClass + ".java")).toList();
            assertThat(found).as(testClass).hasSize(1);
            return found.get(0);
        }
    }
}
