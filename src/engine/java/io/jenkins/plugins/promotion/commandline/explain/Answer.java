package io.jenkins.plugins.promotion.commandline.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.commandline.Output;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is answered to whoever asks ahead.
 *
 * @param environment where to
 * @param promotion what is asked about
 * @param recorded whether the ledger has the promotion, and not only its release
 * @param moment when
 * @param forecast the answer
 */
record Answer(Environment environment, Promotion promotion, boolean recorded, Moment moment, Forecast forecast) {
    void print(Output out, String application, boolean hasLedger) {
        out.line("Could " + promotion.release().version() + (application == null ? "" : " of " + application) + " enter "
                + environment.name() + " on " + moment.zone().readable(moment.at()) + "? "
                + (forecast.passes() ? "Yes." : "No."));
        if (recorded) {
            out.line("It is asked of " + promotion.id() + ", which waits.");
        } else if (!hasLedger) {
            out.line("No ledger was given: nothing counts as live, verified or approved.");
        }
        out.gap();
        for (Finding finding : forecast.findings()) {
            out.line(String.format(Locale.ROOT, "%-9s  %s: %s", word(finding), finding.rule(), finding.reason()));
            if (finding.status() != Status.SATISFIED) {
                out.line("           Who can change it: " + finding.who() + ". "
                        + (finding.changesAt() == null
                                ? "It does not change by itself."
                                : "It changes by itself on " + moment.zone().readable(finding.changesAt()) + "."));
            }
            finding.details().forEach(detail -> out.line("           " + detail));
        }
        out.gap();
        out.line(next());
    }

    ObjectNode json(String application) {
        ObjectNode all = Output.object()
                .put("application", application)
                .put("environment", environment.name().value())
                .put("version", promotion.release().version())
                .put("promotion", recorded ? promotion.id().toString() : null)
                .put("at", moment.at().toString())
                .put("passes", forecast.passes());
        fill(all.putArray("findings"), forecast.findings());
        all.put("clearAt", forecast.clearAt() == null ? null : forecast.clearAt().toString());
        all.put("expiresFirst", forecast.expiresFirst());
        fill(all.putArray("leftToPeople"), forecast.leftToPeople());
        return all;
    }

    private String next() {
        List<Finding> left = forecast.leftToPeople();
        String people = left.stream()
                .map(finding -> finding.rule() + " (" + finding.who() + ")")
                .collect(Collectors.joining(", "));
        if (forecast.clearAt() == null) {
            return "No moment is in sight at which the clock lets it go. What only people can change: " + people + ".";
        }
        String when = forecast.clearAt().equals(moment.at())
                ? forecast.passes() ? "It could start then." : "It does not wait for the clock."
                : "As far as the clock decides, it could start on " + moment.zone().readable(forecast.clearAt()) + ".";
        return when
                + (left.isEmpty() ? "" : " What only people can change: " + people + ".")
                + (forecast.expiresFirst() ? " But its deadline is before that, on " + moment.zone().readable(forecast.deadline()) + "." : "");
    }

    private static void fill(ArrayNode array, List<Finding> findings) {
        for (Finding finding : findings) {
            ObjectNode one = array.addObject()
                    .put("rule", finding.rule())
                    .put("kind", finding.kind())
                    .put("status", finding.status().name())
                    .put("reason", finding.reason())
                    .put("who", finding.who())
                    .put("changesAt", finding.changesAt() == null ? null : finding.changesAt().toString())
                    .put("lifted", finding.lifted() == null ? null : finding.lifted().name());
            ArrayNode details = one.putArray("details");
            finding.details().forEach(details::add);
        }
    }

    private static String word(Finding finding) {
        return finding.lifted() == null ? finding.status().name().toLowerCase(Locale.ROOT) : "lifted";
    }
}
