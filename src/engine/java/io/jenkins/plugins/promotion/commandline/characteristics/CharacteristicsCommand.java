package io.jenkins.plugins.promotion.commandline.characteristics;

import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code promotion characteristics}: simulates how often the judges are wrong and how soon they are right. */
@Command(
        name = "characteristics",
        hidden = true,
        header = "Simulate the operating characteristics of the judges, for docs/canary-analysis.md.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every false-alarm rate is within its level.",
            "1:One is above it by more than chance.",
            "2:The command line cannot be used."
        })
public final class CharacteristicsCommand implements Callable<Integer> {
    private static final String BEGIN = "<!-- characteristics: begin -->";
    private static final String END = "<!-- characteristics: end -->";

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each row. Default: ${DEFAULT-VALUE}.")
    private int runs = 2_000;

    @Option(names = "--seed", paramLabel = "N", description = "Where the random numbers begin. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--only", paramLabel = "REGEX", description = "Only rows whose title has a match: 'heading: name, alpha 0.05[, declared]'.")
    private String only = "";

    @Option(names = "--write", paramLabel = "FILE", description = "Put the tables between the marks of this file.")
    private Path write;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw new InvalidInputException("--runs: '" + runs + "' is not allowed; it takes 1 or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        StringBuilder text = new StringBuilder(BEGIN).append('\n');
        text.append(String.format(Locale.ROOT, "%,d runs a row, seed %d.%n", runs, seed));
        String group = "";
        boolean sound = true;
        Pattern wanted = Pattern.compile(only);
        List<Cell> cells =
                Cells.all().stream().filter(cell -> wanted.matcher(cell.title()).find()).toList();
        Set<String> withPlain = cells.stream().filter(Cell::hasPlain).map(Cell::group).collect(Collectors.toSet());
        for (Cell cell : cells) {
            if (!cell.group().equals(group)) {
                group = cell.group();
                String head = head(group, withPlain.contains(group));
                text.append(head);
                out.print(head);
            }
            Cell.Result result = cell.simulate(runs, seed);
            boolean within = !cell.harmless() || result.failed() - result.uncertainty() <= cell.alpha();
            sound &= within;
            String line = row(cell, result, within, withPlain.contains(group));
            text.append(line);
            out.print(line);
            out.flush();
        }
        if (write != null) {
            put(text.append(END).toString());
        }
        return sound ? 0 : 1;
    }

    private static String head(String group, boolean plain) {
        return "\n### " + group + "\n\n| | alpha | looks declared | fails (± 2 s.e.) | mean look | passes early | within its level"
                + " | Kayenta, asked at each look |" + (plain ? " plain signed ranks |" : "")
                + "\n|---|---|---|---|---|---|---|---|" + (plain ? "---|" : "") + "\n";
    }

    private static String row(Cell cell, Cell.Result result, boolean within, boolean plain) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.4f ± %.4f | %.1f | %s | %s | %s |%s%n",
                cell.name(),
                cell.alpha(),
                cell.declared() ? "yes" : "no",
                result.failed(),
                result.uncertainty(),
                result.failedAt(),
                cell.metric().earlyPass() ? String.format(Locale.ROOT, "%.3f", result.passedEarly()) : "",
                cell.harmless() ? (within ? "yes" : "**no**") : "",
                beside(result.kayenta()),
                plain ? " " + beside(result.plain()) + " |" : "");
    }

    private static String beside(Beside.Result other) {
        return other == null ? "" : String.format(Locale.ROOT, "%.4f (%.1f)", other.failed(), other.failedAt());
    }

    private void put(String tables) throws IOException {
        List<String> parts = Files.isRegularFile(write) ? List.of(Files.readString(write).split(Pattern.quote(BEGIN), 2)) : List.of();
        String[] after = parts.size() < 2 ? new String[0] : parts.get(1).split(Pattern.quote(END), 2);
        if (after.length < 2) {
            throw new InvalidInputException("--write: '" + write + "' has no marks '" + BEGIN + "' and '" + END + "'");
        }
        Files.writeString(write, parts.get(0) + tables + after[1]);
    }
}
