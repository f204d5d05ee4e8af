package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.commandline.Table;
import io.jenkins.plugins.promotion.commandline.audit.LedgerAudit;
import io.jenkins.plugins.promotion.commandline.audit.LedgerReport;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is to be seen after a rehearsal: the history, what is live, and whether the ledgers are what was recorded. */
final class Ending {
    private final Script script;
    private final Slots slots;
    private final PrintWriter out;

    Ending(Script script, Slots slots, PrintWriter out) {
        this.script = script;
        this.slots = slots;
        this.out = out;
    }

    /** Prints every promotion, the newest first. */
    void printHistory(Instant now) {
        List<Promotion> all = new ArrayList<>();
        for (EnvironmentName environment : slots.environments()) {
            SlotState state = slots.state(environment);
            all.addAll(state.ended());
            all.addAll(state.open());
        }
        all.sort(Comparator.comparing(Promotion::requestedAt).reversed());
        Table table = new Table("Environment", "Version", "When", "By", "Approved by", "Outcome", "Took", "Build");
        for (Promotion promotion : all) {
            table.add(
                    promotion.id().environment().value(),
                    promotion.release().version(),
                    Story.time(promotion.requestedAt()),
                    promotion.requested().by().display(),
                    approvers(promotion),
                    promotion.outcome() == null ? "waiting" : Result.shown(promotion.outcome()),
                    took(promotion.age(now)),
                    promotion.release().build().toString());
        }
        out.println();
        out.println("Release history of " + script.application());
        table.print(out);
    }

    /** Prints what is live by the record and by the service, and returns whether they agree wherever they have to. */
    boolean printLive(Targets targets) {
        boolean agree = true;
        Table table = new Table("Environment", "By the record", "The service answers", "");
        for (EnvironmentName environment : slots.environments()) {
            SlotState state = slots.state(environment);
            Optional<String> recorded = state.live().map(live -> live.release().version());
            Optional<String> answered = targets.answered(environment);
            boolean same = recorded.equals(answered);
            boolean mayDiffer = state.condition() != Condition.CLEAR;
            agree &= same || mayDiffer;
            table.add(
                    environment.value(),
                    recorded.orElse("nothing"),
                    answered.orElse("nothing"),
                    (same ? "they agree" : "THEY DIFFER")
                            + (mayDiffer ? ", and the record says that the slot is " + state.condition() : ""));
        }
        out.println();
        out.println("What is live");
        table.print(out);
        return agree;
    }

    /** Prints what the files say when they are read anew, and returns whether they are what was recorded. */
    boolean printLedgers() throws IOException {
        boolean sound = true;
        Table table = new Table("Ledger", "Records", "Promotions", "Verified", "Head");
        for (EnvironmentName environment : slots.environments()) {
            if (Files.exists(slots.ledger(environment))) {
                LedgerReport report = LedgerAudit.audit(slots.ledger(environment));
                boolean same = report.isSound() && report.records() == slots.state(environment).version();
                sound &= same;
                table.add(
                        report.file().getFileName().toString(),
                        String.valueOf(report.records()),
                        String.valueOf(report.promotions()),
                        same ? "unaltered" : "ALTERED" + (report.isSound() ? "" : ": " + report.problem()),
                        report.head());
            }
        }
        out.println();
        out.println("Ledgers");
        table.print(out);
        return sound;
    }

    private String approvers(Promotion promotion) {
        return script.environments().get(promotion.id().environment()).approvals().stream()
                .map(rule -> rule.counted(promotion, UserIds.IGNORING_CASE))
                .flatMap(List::stream)
                .map(vote -> vote.by().display())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String took(Duration duration) {
        return duration.toSeconds() < 10 ? duration.toMillis() + " ms" : DurationText.format(duration);
    }
}
