package io.jenkins.plugins.promotion.commandline.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.promotion.commandline.Output;
import io.jenkins.plugins.promotion.commandline.yaml.InvalidInputException;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code promotion audit}: verifies ledgers and says what they hold. */
@Command(
        name = "audit",
        header = "Verify ledgers and say what they hold. Nothing is modified.",
        description = {
            "",
            "Each ledger is read from its first record: every record must carry the hash of the one before, and must be"
                    + " able to follow it. A torn end, as a crash leaves it, is reported and left as it is.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Every ledger is what was recorded, as far as it can tell by itself and by --head.",
            "1:A ledger was altered or cannot be read.",
            "2:The command line cannot be used, or there is no ledger where one was looked for."
        })
public final class AuditCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "A ledger, or a directory: then all ledgers in it, and all within a directory 'promotions' at any depth.")
    private List<Path> paths;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "How to report: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Output.Format format;

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "The head that was noted at an earlier audit of this one ledger: it must still hold that record, so"
                    + " that nothing up to there was cut off or written anew.")
    private String head;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<LedgerReport> reports = audit();
        boolean sound = reports.stream().allMatch(LedgerReport::isSound);
        Output out = Output.of(spec, format);
        if (out.isJson()) {
            out.json(json(reports, sound));
        } else {
            reports.forEach(report -> print(report, out));
            long unsound = reports.stream().filter(report -> !report.isSound()).count();
            out.line(sound
                    ? "All is as it was recorded (ledgers verified: " + reports.size() + ")."
                    : "NOT RELIABLE: " + unsound + " of " + reports.size() + " ledgers.");
        }
        out.flush();
        return sound ? 0 : 1;
    }

    private List<LedgerReport> audit() throws IOException {
        NotedHead noted = head == null ? null : NotedHead.parse(head);
        List<Path> ledgers = new ArrayList<>();
        for (Path path : paths) {
            ledgers.addAll(ledgers(path));
        }
        if (noted != null && ledgers.size() != 1) {
            throw new InvalidInputException("--head: it belongs to one ledger, and " + ledgers.size() + " were found");
        }
        List<LedgerReport> reports = new ArrayList<>();
        for (Path ledger : ledgers) {
            LedgerReport report = LedgerAudit.audit(ledger);
            reports.add(noted == null || !report.isSound() || noted.isIn(ledger)
                    ? report
                    : LedgerReport.unsound(ledger, "no record in it has the noted head " + noted.hash()
                            + ": its end was cut off since, or it was written anew"));
        }
        return reports;
    }

    private static List<Path> ledgers(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new InvalidInputException(path + ": there is no such file or directory");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> found = Ledgers.below(path);
        if (found.isEmpty()) {
            throw new InvalidInputException(path + ": there is no ledger in this directory; a ledger is named <environment>"
                    + LedgerAudit.SUFFIX + ", in the directory itself or within a directory 'promotions' at any depth");
        }
        return found;
    }

    private static void print(LedgerReport report, Output out) {
        out.line(report.file().toString());
        if (!report.isSound()) {
            out.line("  NOT RELIABLE: " + report.problem());
            out.gap();
            return;
        }
        SlotState state = report.state();
        out.line("  records     " + report.records() + ", unaltered");
        out.line("  promotions  " + report.promotions() + ", of which " + state.open().size() + " not ended");
        out.line("  head        " + report.head());
        out.line("  live        " + state.live().map(AuditCommand::described).orElse("nothing"));
        out.line("  holder      " + state.holder().map(AuditCommand::described).orElse("nobody"));
        out.line("  condition   " + state.condition()
                + state.marked().map(marked -> ", left by " + described(marked)).orElse(""));
        if (report.tornBytes() > 0) {
            out.line("  torn end    " + report.tornBytes() + " bytes after the last record are no whole record: a write"
                    + " was cut short, or is going on. They are left as they are.");
        }
        if (report.cutEarlier() > 0) {
            out.line("  cut earlier " + report.cutEarlier() + " torn ends lie beside it");
        }
        out.gap();
    }

    private static String described(Live live) {
        return live.release().version() + " since " + live.since() + ", by " + live.by()
                + (live.verified() ? "" : ", found there by a person");
    }

    private static String described(Promotion promotion) {
        return promotion.id() + " (" + promotion.release().version() + ", " + promotion.release().build() + ")";
    }

    private static ObjectNode json(List<LedgerReport> reports, boolean sound) {
        ObjectNode all = Output.object().put("sound", sound);
        ArrayNode ledgers = all.putArray("ledgers");
        for (LedgerReport report : reports) {
            ObjectNode one = ledgers.addObject().put("file", report.file().toString()).put("sound", report.isSound());
            if (report.isSound()) {
                fill(one, report);
            } else {
                one.put("problem", report.problem());
            }
        }
        return all;
    }

    private static void fill(ObjectNode one, LedgerReport report) {
        SlotState state = report.state();
        one.put("records", report.records())
                .put("promotions", report.promotions())
                .put("open", state.open().size())
                .put("head", report.head())
                .put("tornBytes", report.tornBytes())
                .put("cutEarlier", report.cutEarlier())
                .put("condition", state.condition().name());
        one.set("live", null);
        one.set("holder", null);
        one.set("marked", null);
        state.live().ifPresent(live -> one.putObject("live")
                .put("version", live.release().version())
                .put("identity", live.release().identity())
                .put("promotion", live.by().toString())
                .put("since", live.since().toString())
                .put("verified", live.verified()));
        state.holder().ifPresent(holder -> one.set("holder", promotion(one, holder)));
        state.marked().ifPresent(marked -> one.set("marked", promotion(one, marked)));
    }

    private static ObjectNode promotion(ObjectNode factory, Promotion promotion) {
        return factory.objectNode()
                .put("promotion", promotion.id().toString())
                .put("version", promotion.release().version())
                .put("build", promotion.release().build().toString());
    }
}
