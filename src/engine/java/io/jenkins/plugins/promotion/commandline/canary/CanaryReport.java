package io.jenkins.plugins.promotion.commandline.canary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.commandline.Output;
import io.jenkins.plugins.promotion.commandline.Table;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.ShareText;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.engine.simulation.BakeSearch;
import io.jenkins.plugins.promotion.engine.simulation.Regression;
import io.jenkins.plugins.promotion.engine.simulation.RolloutModel;
import io.jenkins.plugins.promotion.engine.simulation.SimulatedRollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what came out of a rehearsal: a table, and what follows from it in words; or all numbers for programs. */
public final class CanaryReport {
    private static final double HALF = 0.5;
    private static final double MOST = 0.9;

    private final CanaryRehearsal rehearsal;
    private final RolloutModel model;

    /** @param rehearsal what came out */
    public CanaryReport(CanaryRehearsal rehearsal) {
        this.rehearsal = rehearsal;
        model = rehearsal.script().model();
    }

    /** Prints it for people. */
    public void print(Output out, String file) {
        RolloutPlan plan = model.plan();
        out.line("Rehearsing the canary of " + file + ": " + rehearsal.runs() + " rollouts a row, seed " + rehearsal.script().seed());
        out.line(steps() + "; a look each " + DurationText.format(plan.interval()) + ", " + plan.looks() + " in " + minutes(model.minutes())
                + (model.analysisPlan().looks() > 0 ? ", declared" : ", their number not declared") + ".");
        out.line(number(model.perMinute()) + " requests a minute"
                + (model.swing() > 0 ? ", swinging by " + ShareText.format(model.swing()) : "") + "; alpha " + ShareText.format(model.alpha())
                + ".");
        out.gap();
        Table table = new Table("Release", "Stopped", "± 2 s.e.", "Half within", "90 % within", "Undecided", "Canary served", "Bad events caused");
        row(table, "as good as before", rehearsal.good());
        for (CanaryRehearsal.Row row : rehearsal.bad()) {
            row(table, title(row.rollout().regression()) + (row.harm() ? "" : " (tolerated)"), row.rollout());
        }
        out.table(table);
        out.gap();
        sentences().forEach(out::line);
        out.flush();
    }

    private static void row(Table table, String title, SimulatedRollout rollout) {
        table.add(
                title,
                percent(rollout.stopped()),
                percent(rollout.uncertainty(rollout.stopped())),
                minutes(rollout.minutesToStop(HALF)),
                minutes(rollout.minutesToStop(MOST)),
                percent(rollout.paused()),
                number(rollout.served()),
                rollout.caused() == null ? null : number(rollout.caused()));
    }

    /** What follows. */
    private List<String> sentences() {
        List<String> all = new ArrayList<>();
        SimulatedRollout good = rehearsal.good();
        all.add("A release as good as before is stopped in " + percent(good.stopped()) + " of the rollouts; at most "
                + ShareText.format(model.alpha()) + (rehearsal.keepsItsLevel() ? " is promised." : " is promised: THIS IS MORE THAN CHANCE."));
        if (good.paused() > 0) {
            all.add("In " + percent(good.paused()) + " of the rollouts of a good release too little is known at the end of a step, and a person"
                    + " is asked, or it goes back: make the first steps longer, or larger.");
        }
        if (good.passedEarly() > 0) {
            all.add("A release as good as before passes early in " + percent(good.passedEarly()) + " of the rollouts.");
        }
        for (CanaryRehearsal.Row row : rehearsal.bad()) {
            all.add(title(row.rollout().regression()) + ": " + sentence(row));
        }
        if (rehearsal.runs() < rehearsal.script().runs()) {
            all.add("Only " + rehearsal.runs() + " of " + rehearsal.script().runs()
                    + " rollouts a row were played, because each draws many values; measure a smaller share of the requests for more.");
        }
        return all;
    }

    private String sentence(CanaryRehearsal.Row row) {
        SimulatedRollout rollout = row.rollout();
        if (!row.harm()) {
            return "tolerated, so that to stop it would be a false alarm; that happens in " + percent(rollout.stopped()) + ".";
        }
        Double half = rollout.minutesToStop(HALF);
        Double most = rollout.minutesToStop(MOST);
        String found = "stopped in " + percent(rollout.stopped()) + " of the rollouts"
                + (half == null ? "" : ", half of them all within " + minutes(half))
                + (most == null ? "" : " and 90 % within " + minutes(most))
                + "; the canary serves " + number(rollout.served()) + " requests on average and in 9 of 10 cases at most "
                + number(rollout.served(MOST))
                + (rollout.caused() == null || rollout.caused() <= 0 ? "" : ", which are " + number(rollout.caused()) + " bad events more")
                + ".";
        if (rollout.stopped() >= rehearsal.script().power()) {
            return found;
        }
        String wanted = ShareText.format(rehearsal.script().power());
        return found + row.enough()
                .map(enough -> " For " + wanted + ", bake " + enough.model().bakes() + ": then it is " + percent(enough.power()) + ".")
                .orElse(" No bake up to 16 times as long brings " + wanted + ": it takes more traffic, larger steps or a smaller tolerance.");
    }

    private String steps() {
        return model.plan().steps().stream()
                .map(step -> step.weight() + " %" + (step.bake().isZero() ? "" : " for " + DurationText.format(step.bake())))
                .collect(Collectors.joining(", "));
    }

    private String title(Regression regression) {
        return regression.metric() + " " + (regression.change() > 0 ? "+" : "") + ShareText.format(regression.change());
    }

    /** All numbers. */
    public ObjectNode json() {
        ObjectNode all = Output.object();
        ObjectNode rollout = all.putObject("rollout");
        ArrayNode steps = rollout.putArray("steps");
        for (RolloutPlan.Step step : model.plan().steps()) {
            steps.addObject().put("weight", step.weight()).put("bakeMinutes", step.bake().toMillis() / 60_000.0);
        }
        rollout.put("looks", model.plan().looks())
                .put("looksDeclared", model.analysisPlan().looks() > 0)
                .put("minutes", model.minutes());
        all.put("alpha", model.alpha())
                .put("runs", rehearsal.runs())
                .put("seed", rehearsal.script().seed())
                .put("wantedPower", rehearsal.script().power())
                .put("keepsItsLevel", rehearsal.keepsItsLevel());
        ObjectNode good = all.putObject("noRegression").put("falseAlarmProbability", rehearsal.good().stopped());
        fill(good, rehearsal.good());
        ArrayNode bad = all.putArray("regressions");
        for (CanaryRehearsal.Row row : rehearsal.bad()) {
            ObjectNode one = bad.addObject()
                    .put("metric", row.metric().name())
                    .put("change", row.rollout().regression().change())
                    .put("harm", row.harm())
                    .put("power", row.harm() ? (Double) row.rollout().stopped() : null);
            fill(one, row.rollout());
            one.set("advice", advice(row.enough()));
        }
        ArrayNode sentences = all.putArray("sentences");
        sentences().forEach(sentences::add);
        return all;
    }

    private static void fill(ObjectNode one, SimulatedRollout rollout) {
        one.put("stopped", rollout.stopped())
                .put("twoStandardErrors", rollout.uncertainty(rollout.stopped()))
                .put("undecided", rollout.paused())
                .put("passedEarly", rollout.passedEarly());
        one.putObject("minutesToStop")
                .put("median", rollout.minutesToStop(HALF))
                .put("p90", rollout.minutesToStop(MOST));
        one.putObject("requestsServedByCanary").put("mean", rollout.served()).put("p90", rollout.served(MOST));
        one.put("badEventsCaused", rollout.caused());
    }

    private static ObjectNode advice(Optional<BakeSearch.Found> enough) {
        return enough.map(found -> Output.object().put("bake", found.model().bakes()).put("power", found.power())).orElse(null);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    /** {@code null} where it never comes. */
    private static String minutes(Double minutes) {
        return minutes == null ? "-" : DurationText.format(Duration.ofSeconds(Math.round(minutes * 60)));
    }

    private static String number(double value) {
        return Math.abs(value) < 10 && value != Math.rint(value)
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, "%,d", Math.round(value));
    }
}
