package io.jenkins.plugins.promotion.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.security.People;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Exceptions of Pipelines in the words of the record, and those of the engine in the words of Pipelines. */
public final class Failures {
    private static final int LONGEST = 500;

    private Failures() {}

    /** Why something failed or was stopped, on one line of at most 500 characters. */
    public static String sentence(Throwable failure) {
        String text = failure.getMessage();
        if (failure instanceof FlowInterruptedException interruption) {
            text = interruption.getCauses().isEmpty()
                    ? "The build was aborted."
                    : interruption.getCauses().stream()
                            .map(CauseOfInterruption::getShortDescription)
                            .collect(Collectors.joining("; "));
        }
        if (text == null || text.isBlank()) {
            text = failure.getClass().getSimpleName();
        }
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** The user who aborted, {@code null} when nobody did. */
    @CheckForNull
    public static Principal abortedBy(Throwable failure) {
        if (failure instanceof FlowInterruptedException interruption) {
            for (CauseOfInterruption cause : interruption.getCauses()) {
                if (cause instanceof CauseOfInterruption.UserInterruption user) {
                    return People.principal(user.getUserId());
                }
            }
        }
        return null;
    }

    /** The command to which an interruption of a wait leads. */
    static Command abort(PromotionId id, Throwable cause) {
        Principal by = abortedBy(cause);
        return new Command.Abort(id, by, by == null ? sentence(cause) : null);
    }

    /** What people can act on, without a stack trace in their log, with the step that says so; everything else as it is. */
    public static Throwable readable(String function, Throwable failure) {
        if (failure instanceof InvalidValueException
                || failure instanceof NotPossibleException
                || failure instanceof LedgerException) {
            AbortException abort = new AbortException(function + ": " + failure.getMessage());
            abort.initCause(failure);
            return abort;
        }
        return failure;
    }
}
