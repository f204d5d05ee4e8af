package io.jenkins.plugins.promotion.commandline;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, printed with their columns aligned. Cells are printed as {@link TerminalText}. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** @param headings one a column */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row; a cell may be {@code null} for nothing. */
    public void add(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cell == null ? "" : TerminalText.oneLine(cell));
        }
        rows.add(row);
    }

    /** Prints the headings and the rows. */
    public void print(PrintWriter out) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)))).append(GAP);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
