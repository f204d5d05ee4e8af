package io.jenkins.plugins.promotion.commandline.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the values of one side: CSV, the answer of Prometheus to a range query, or an array in JSON. */
public final class RecordingReader {
    private static final Set<String> MISSING = Set.of("", "nan", "null", "na");

    private final String option;
    private final Path file;
    private final boolean rate;
    private final boolean average;

    /** @param option that names the file, for messages */
    public RecordingReader(String option, Path file, MetricKind kind) {
        this.option = option;
        this.file = file;
        rate = kind == MetricKind.RATE;
        average = kind == MetricKind.SERIES || kind == MetricKind.THRESHOLD;
    }

    /** @throws InvalidInputException when there is no such file, or it has another form */
    public Recording read() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(option + ": '" + file + "' is no file");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw new InvalidInputException(option + ": '" + file + "' is no text in UTF-8");
        }
        String begin = text.stripLeading();
        return begin.startsWith("{") ? prometheus(text) : begin.startsWith("[") ? array(text) : csv(text);
    }

    private Recording csv(String text) {
        int columns = rate ? 2 : 1;
        List<Recording.Row> rows = new ArrayList<>();
        Boolean keyed = null;
        boolean first = true;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] cells = line.split(",", -1);
            if (first && isHeader(cells)) {
                first = false;
                continue;
            }
            first = false;
            if (cells.length != columns && cells.length != columns + 1) {
                throw wrong(number, line);
            }
            boolean named = cells.length > columns;
            if (keyed != null && keyed != named) {
                throw wrong(number, line);
            }
            keyed = named;
            double[] values = new double[columns];
            for (int i = 0; i < columns; i++) {
                values[i] = number(cells[cells.length - columns + i], number, line);
            }
            rows.add(new Recording.Row(named ? cells[0].strip() : null, values));
        }
        return new Recording(file.toString(), Boolean.TRUE.equals(keyed), rows);
    }

    /** A first line whose last cell is a word. */
    private static boolean isHeader(String[] cells) {
        String last = cells[cells.length - 1].strip();
        return !last.isEmpty() && !MISSING.contains(last.toLowerCase(Locale.ROOT)) && !isNumber(last);
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException word) {
            return false;
        }
    }

    private double number(String cell, int line, String whole) {
        String text = cell.strip();
        if (MISSING.contains(text.toLowerCase(Locale.ROOT))) {
            return Double.NaN;
        }
        String java = text.matches("[+-]?Inf") ? text + "inity" : text;
        if (!isNumber(java)) {
            throw wrong(line, whole);
        }
        return Double.parseDouble(java);
    }

    private InvalidInputException wrong(int line, String found) {
        String form = rate ? "'interval,bad,total' or 'bad,total'" : "one value, or 'interval,value'";
        String shown = found.length() > 60 ? found.substring(0, 60) + "..." : found;
        return new InvalidInputException(
                option + ": " + file + ", line " + line + ": '" + shown + "' is not allowed; a line has " + form + ", all lines alike");
    }

    /** Values alone, as a case for Kayenta's judge has them. */
    private Recording array(String text) {
        List<Recording.Row> rows = new ArrayList<>();
        for (JsonNode value : json(text)) {
            String cell = value.asText();
            boolean missing = value.isNull() || (value.isTextual() && MISSING.contains(cell.toLowerCase(Locale.ROOT)));
            if (rate || (!missing && !value.isNumber())) {
                throw new InvalidInputException(option + ": " + file + ": '" + value + "' is not allowed; an array has numbers, "
                        + "null or \"NaN\", and belongs to samples, series and threshold");
            }
            rows.add(new Recording.Row(null, new double[] {missing ? Double.NaN : value.asDouble()}));
        }
        return new Recording(file.toString(), false, rows);
    }

    private JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new InvalidInputException(option + ": " + file + ": it begins like JSON but is none: " + broken.getOriginalMessage());
        }
    }

    private Recording prometheus(String text) {
        JsonNode answer = json(text);
        JsonNode result = answer.at("/data/result");
        if (!"success".equals(answer.path("status").asText())
                || !"matrix".equals(answer.at("/data/resultType").asText())
                || !result.isArray()) {
            throw new InvalidInputException(
                    option + ": " + file + ": it is no successful answer of Prometheus to a range query (status success, resultType matrix)");
        }
        TreeMap<Double, List<double[]>> byTime = new TreeMap<>();
        for (JsonNode series : result) {
            int column = rate ? role(series.path("metric")) : 0;
            for (JsonNode point : series.path("values")) {
                double value = isNumber(point.path(1).asText()) ? point.path(1).asDouble() : Double.NaN;
                byTime.computeIfAbsent(point.path(0).asDouble(), any -> new ArrayList<>()).add(new double[] {column, value});
            }
        }
        List<Recording.Row> rows = new ArrayList<>();
        byTime.forEach((time, points) -> rows(String.valueOf(time), points, rows));
        return new Recording(file.toString(), true, rows);
    }

    private void rows(String time, List<double[]> points, List<Recording.Row> rows) {
        if (rate) {
            double[] sums = {Double.NaN, Double.NaN};
            for (double[] point : points) {
                int column = (int) point[0];
                sums[column] = Double.isNaN(sums[column]) ? point[1] : sums[column] + point[1];
            }
            rows.add(new Recording.Row(time, sums));
        } else if (average) {
            double mean = points.stream().mapToDouble(point -> point[1]).filter(Double::isFinite).average().orElse(Double.NaN);
            rows.add(new Recording.Row(time, new double[] {mean}));
        } else {
            points.forEach(point -> rows.add(new Recording.Row(time, new double[] {point[1]})));
        }
    }

    private int role(JsonNode labels) {
        for (Map.Entry<String, JsonNode> label : labels.properties()) {
            if ("bad".equals(label.getValue().asText())) {
                return 0;
            } else if ("total".equals(label.getValue().asText())) {
                return 1;
            }
        }
        throw new InvalidInputException(option + ": " + file
                + ": of a rate, each series has a label with the value 'bad' or 'total', for example by label_replace");
    }
}
