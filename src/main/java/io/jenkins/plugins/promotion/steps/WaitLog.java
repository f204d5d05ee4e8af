package io.jenkins.plugins.promotion.steps;

import hudson.console.ModelHyperlinkNote;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the build log why a promotion waits: each reason with its details once, and again only when it changes. A reason
 * that stays is named, so that whoever reads the end of the log knows all of them.
 */
final class WaitLog {
    private static final int MOST_DETAILS = 5;

    private Map<String, List<String>> told = Map.of();

    void tell(Effect.Wait wait, Run<?, ?> run, TaskListener listener, boolean holdsExecutor) {
        Map<String, List<String>> now = new LinkedHashMap<>();
        List<String> still = new ArrayList<>();
        for (Finding finding : wait.findings()) {
            List<String> lines = lines(finding);
            now.put(finding.rule(), lines);
            if (finding.status() == Status.WAITING && lines.equals(told.get(finding.rule()))) {
                still.add(finding.rule());
            }
        }
        now.values().removeIf(List::isEmpty);
        if (now.equals(told)) {
            return;
        }
        PrintStream log = listener.getLogger();
        if (told.isEmpty()) {
            Instant deadline = wait.promotion().requested().deadline();
            log.println("[promotion] " + wait.id() + ": "
                    + wait.promotion().release().version() + " waits to enter "
                    + wait.id().environment() + (deadline == null ? "." : ", until " + deadline + " at the latest."));
            log.println(
                    "[promotion] Decide on it at " + ModelHyperlinkNote.encodeTo("/" + run.getUrl(), "the build page"));
            if (holdsExecutor) {
                log.println("[promotion] This wait holds an executor, because promoteTo stands inside 'node'."
                        + " Put promoteTo around 'node', or into the options of the stage, to wait without one.");
            }
        }
        now.forEach((rule, lines) -> {
            if (!lines.equals(told.get(rule))) {
                lines.forEach(log::println);
            }
        });
        if (!still.isEmpty()) {
            log.println("[why] Still in the way, as said before: " + String.join(", ", still) + ".");
        }
        told = now;
    }

    /** What there is to say of a rule that is in the way or that was lifted; nothing of another. */
    private static List<String> lines(Finding finding) {
        List<String> lines = new ArrayList<>();
        if (finding.status() == Status.WAITING) {
            lines.add("[why] " + finding.rule() + ": " + finding.reason() + " Who can change it: " + finding.who()
                    + ". By itself: " + (finding.changesAt() == null ? "never" : "at " + finding.changesAt()) + ".");
            finding.details().stream().limit(MOST_DETAILS).forEach(detail -> lines.add("[why]   " + detail));
            if (finding.details().size() > MOST_DETAILS) {
                lines.add("[why]   And " + (finding.details().size() - MOST_DETAILS) + " more, see the build page.");
            }
        } else if (finding.lifted() != null) {
            lines.add("[promotion] " + finding.rule() + " is lifted. " + finding.reason());
        }
        return lines.stream().map(line -> line.replaceAll("\\R", " ")).toList();
    }
}
