package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.view.CheckRow;
import io.jenkins.plugins.promotion.view.Moment;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What hangs below a card when it is open.
 *
 * @param title its heading
 * @param aside the note beside the heading, {@code null} for none
 * @param meaning what the sentence says without times, spoken when it changes
 * @param sentence what is the case, what is missing, when it changes
 * @param reason why, in the words of the record, {@code null} for none
 * @param rules what every rule says, empty unless it waits
 * @param checks what the health checks of the environment found, empty unless it is being verified
 * @param hotfix the emergency hotfix of the environment, {@code null} when it knows none or does not wait
 * @param acknowledge the question what is live, {@code null} when it need not be asked
 * @param rollback where the reader can roll back, below the root of Jenkins, {@code null} unless people are asked to and this one
 *     may
 * @param facts the story so far
 */
@Restricted(NoExternalUse.class)
public record Details(
        String title,
        String aside,
        String meaning,
        String sentence,
        String reason,
        List<RuleRow> rules,
        List<CheckRow> checks,
        HotfixForm hotfix,
        AcknowledgeForm acknowledge,
        String rollback,
        List<Fact> facts) {
    /**
     * One line of the story.
     *
     * @param label what it is about
     * @param lines what is the case
     * @param when when that was, {@code null} for no time
     * @param votes what people said, below the lines
     * @param retry the form to try again what failed, {@code null} for none
     */
    public record Fact(String label, List<String> lines, Moment when, List<VoteLine> votes, TagRetry retry) {
        static Fact of(String label, String line) {
            return new Fact(label, List.of(line), null, List.of(), null);
        }

        static Fact of(String label, String line, Moment when) {
            return new Fact(label, List.of(line), when, List.of(), null);
        }

        static Fact of(String label, List<String> lines) {
            return new Fact(label, lines, null, List.of(), null);
        }

        static Fact of(String label, List<String> lines, Moment when) {
            return new Fact(label, lines, when, List.of(), null);
        }

        static Fact said(String label, List<VoteLine> votes) {
            return new Fact(label, List.of(), null, votes, null);
        }
    }
}
