package io.jenkins.plugins.promotion.commandline.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.commandline.Output;
import io.jenkins.plugins.promotion.commandline.Table;
import io.jenkins.plugins.promotion.engine.analysis.Analysis;
import io.jenkins.plugins.promotion.engine.analysis.AnalysisPlan;
import io.jenkins.plugins.promotion.engine.analysis.Evidence;
import io.jenkins.plugins.promotion.engine.analysis.MetricVerdict;
import io.jenkins.plugins.promotion.engine.analysis.Observation;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaJudge;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaJson;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaScore;
import io.jenkins.plugins.promotion.engine.analysis.kayenta.KayentaVectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what the judges say. Each method returns the exit code. */
final class Printer {
    private static final double PASS = 95;
    private static final double MARGINAL = 75;

    private final Output out;

    Printer(Output out) {
        this.out = out;
    }

    int analysis(AnalysisPlan plan, List<List<Observation>> looks, Double expectedShare) throws IOException {
        Analysis analysis = new Analysis(plan);
        String metric = plan.metrics().get(0).name();
        List<Report> reports = new ArrayList<>();
        Report last = null;
        for (List<Observation> look : looks) {
            last = analysis.look(Map.of(metric, look), expectedShare);
            reports.add(last);
            if (last.outcome() != Outcome.CONTINUE) {
                break;
            }
        }
        boolean decided = last != null && last.outcome() != Outcome.CONTINUE;
        Report end = decided ? last : analysis.conclude();
        if (out.isJson()) {
            ObjectNode all = Output.object()
                    .put("outcome", end.outcome().name())
                    .put("reason", end.metrics().get(0).reason().name())
                    .put("sentence", end.metrics().get(0).sentence())
                    .put("decidedAtLook", decided ? (Integer) end.look() : null)
                    .put("looksSeen", reports.size());
            all.set("verdict", Output.object(end.metrics().get(0)));
            ArrayNode each = all.putArray("looks");
            for (Report report : reports) {
                ObjectNode one = Output.object(report.metrics().get(0));
                one.put("look", report.look());
                each.add(one);
            }
            out.json(all);
        } else {
            table(reports);
            MetricVerdict verdict = end.metrics().get(0);
            out.line(end.outcome() + (decided ? " at look " + end.look() : " at the end") + ": " + verdict.sentence());
            verdict.warnings().forEach(out::line);
        }
        return end.outcome() == Outcome.PASS ? 0 : 1;
    }

    private void table(List<Report> reports) {
        Table table = new Table("look", "canary", "baseline", "effect", "from", "to", "p", "needed", "verdict");
        for (Report report : reports) {
            MetricVerdict verdict = report.metrics().get(0);
            Evidence evidence = verdict.evidence();
            boolean relative = evidence.effect() != null && evidence.effect().relative();
            table.add(
                    String.valueOf(report.look()),
                    number(evidence.canaryLevel()),
                    number(evidence.baselineLevel()),
                    evidence.effect() == null ? null : change(evidence.effect().value(), relative),
                    evidence.effect() == null ? null : change(evidence.effect().low(), relative),
                    evidence.effect() == null ? null : change(evidence.effect().high(), relative),
                    number(evidence.p()),
                    number(evidence.needed()),
                    verdict.outcome() + " " + verdict.reason());
        }
        out.table(table);
        out.gap();
    }

    private static String change(Double value, boolean relative) {
        if (value == null) {
            return null;
        }
        return relative ? String.format(Locale.ROOT, "%+.1f %%", value * 100) : String.format(Locale.ROOT, "%+.4g", value);
    }

    private static String number(Double value) {
        return value == null ? null : String.format(Locale.ROOT, "%.4g", value);
    }

    int kayenta(JsonNode settings, Recording canary, Recording baseline) throws IOException {
        KayentaJudge.Result result = KayentaJudge.judge(KayentaJson.metric(settings), values(canary), values(baseline));
        KayentaScore score = KayentaScore.of(
                List.of(new KayentaScore.Scored(List.of("only"), result.classification(), result.critical(), false)), Map.of());
        String word = score.classification(PASS, MARGINAL);
        if (out.isJson()) {
            ObjectNode all = Output.object()
                    .put("classification", result.classification().word())
                    .put("critical", result.critical())
                    .put("ratio", result.ratio());
            if (result.low() == null) {
                all.putNull("ci98_low_high_hl");
            } else {
                all.putArray("ci98_low_high_hl").add(result.low()).add(result.high()).add(result.estimate());
            }
            all.put("used_control", result.usedControl())
                    .put("used_experiment", result.usedExperiment())
                    .put("score", score.score())
                    .put("score_class", word)
                    .put("reason", result.reason());
            out.json(all);
        } else {
            out.line(result.classification().word() + (result.critical() ? " (critical)" : "") + ", score " + score.score() + ": " + word);
            if (result.low() != null) {
                out.line("Shift " + number(result.estimate()) + " (" + number(result.low()) + " to " + number(result.high())
                        + "), ratio of means " + (result.ratio() == null ? "none" : number(result.ratio())) + ", of "
                        + result.usedExperiment() + " and " + result.usedControl() + " values.");
            } else if (result.reason() != null) {
                out.line(result.reason());
            }
        }
        return "Pass".equals(word) ? 0 : 1;
    }

    private static double[] values(Recording recording) {
        return recording.rows().stream().mapToDouble(row -> row.values()[0] / (row.values().length > 1 ? row.values()[1] : 1)).toArray();
    }

    int vectors(JsonNode file) throws IOException {
        KayentaVectors.Report report = KayentaVectors.run(file);
        if (out.isJson()) {
            out.json(report);
        } else {
            for (KayentaVectors.Difference difference : report.differences()) {
                out.line(difference.section() + ", " + difference.name() + ", " + difference.field() + ": expected "
                        + difference.expected() + ", was " + difference.actual());
            }
            out.line(report.cases() + " cases, " + report.differences().size() + " differences");
        }
        return report.differences().isEmpty() && report.cases() > 0 ? 0 : 1;
    }
}
