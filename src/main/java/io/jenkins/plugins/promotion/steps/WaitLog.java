package io.jenkins.plugins.promotion.steps;

import hudson.console.ModelHyperlinkNote;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/** Tells the build log why a promotion waits: once, and again only when the reasons change. */
final class WaitLog {
    private List<String> told = List.of();

    void tell(Effect.Wait wait, Run<?, ?> run, TaskListener listener, boolean holdsExecutor) {
        List<String> reasons = wait.findings().stream()
                .filter(finding -> finding.status() == Status.WAITING)
                .map(WaitLog::line)
                .toList();
        if (reasons.equals(told)) {
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
        reasons.forEach(log::println);
        told = reasons;
    }

    private static String line(Finding finding) {
        return "[why] " + finding.rule() + ": " + finding.reason() + " Who can change it: " + finding.who()
                + ". By itself: " + (finding.changesAt() == null ? "never" : "at " + finding.changesAt()) + ".";
    }
}
