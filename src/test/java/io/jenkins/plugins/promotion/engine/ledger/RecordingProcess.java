package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.release;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that records without end, and prints the version that each append acknowledged. */
final class RecordingProcess {
    private RecordingProcess() {}

    /** Starts it on this file, with a prefix such as a shell that sets limits. */
    static Process start(Path ledger, String... prefix) throws IOException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(RecordingProcess.class.getName(), ledger.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .directory(new File(ledger.getParent().toString()))
                .start();
    }

    /** Appends pairs of records, until it is killed or the ledger refuses. */
    public static void main(String[] arguments) throws StaleVersionException {
        FileLedger ledger = new FileLedger(Path.of(arguments[0]), PRODUCTION);
        for (int number = 1; ; number += 2) {
            try {
                long version = ledger.append(number - 1, List.of(requested(number), requested(number + 1)), START)
                        .version();
                System.out.println(version);
            } catch (LedgerException e) {
                System.out.println(e.getMessage());
                System.out.println("reads " + ledger.state().version());
                return;
            }
        }
    }

    private static SlotEvent requested(int number) {
        return new SlotEvent.Requested(
                new PromotionId(PRODUCTION, number),
                Kind.PROMOTION,
                release(number),
                ADA,
                OnFailure.LEAVE,
                null,
                "x".repeat(500),
                null);
    }
}
