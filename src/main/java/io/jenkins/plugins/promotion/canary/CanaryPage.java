package io.jenkins.plugins.promotion.canary;

import io.jenkins.plugins.promotion.view.Digest;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Moment;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * All rollouts of a build for one reader at one moment.
 *
 * @param cards in the order in which they began
 * @param settled whether nothing will change any more
 */
@Restricted(NoExternalUse.class)
public record CanaryPage(List<Card> cards, boolean settled) {
    /**
     * One rollout.
     *
     * @param promotion the id of its promotion
     * @param application the name that the Jenkinsfile gave the application, {@code null} for the default
     * @param rollout its name
     * @param key its name in the document
     * @param title what it is about
     * @param aside at which step it is
     * @param mark where it is
     * @param sentence what is the case, and what comes next
     * @param said what was said of it last, {@code null} for nothing
     * @param steps all of them
     * @param since when it began
     * @param rows one for each metric
     * @param acts what people may do
     * @param story what was done to it
     */
    public record Card(
            String promotion,
            String application,
            String rollout,
            String key,
            String title,
            String aside,
            Mark mark,
            String sentence,
            String said,
            List<Step> steps,
            Moment since,
            List<Row> rows,
            List<Act> acts,
            List<Deed> story) {
        /** What of it is worth saying aloud: without what changes by the second. */
        public String meaning() {
            return title + ": " + mark.word() + ". " + aside;
        }
    }

    /**
     * One step.
     *
     * @param label its weight
     * @param value how much of its time is over
     * @param of all of its time
     * @param colour a class of Jenkins, empty for the usual one
     * @param current whether it is the present one
     * @param note where it is
     */
    public record Step(String label, long value, long of, String colour, boolean current, String note) {}

    /**
     * One metric.
     *
     * @param mark what is said of it
     * @param name what it is called
     * @param kind what it is, and how much it weighs
     * @param drawing its values, {@code null} when they are not kept any more
     * @param levels canary against baseline
     * @param notes the difference in words, one line each
     * @param evidence against it, {@code null} when it is not compared
     */
    public record Row(
            Mark mark, String name, String kind, Drawing drawing, String levels, List<String> notes, Bar evidence) {}

    /**
     * Evidence of harm, on a logarithmic scale.
     *
     * @param value where it is
     * @param max where it stops the rollout
     * @param text both, in numbers
     * @param note which part of alpha it is
     */
    public record Bar(String value, String max, String text, String note) {}

    /**
     * Something that a person may do.
     *
     * @param name as the request names it
     * @param symbol a Jenkins symbol
     * @param ask what the button says that opens the question
     * @param meaning what follows
     * @param button what the button says that sends it
     * @param refusal why this reader may not, {@code null} when they may
     */
    public record Act(String name, String symbol, String ask, String meaning, String button, String refusal) {}

    /**
     * Something that was done.
     *
     * @param text what and by whom
     * @param reason why
     * @param at when
     */
    public record Deed(String text, String reason, Moment at) {}

    /** Differs when anything that the reader sees differs. */
    public String digest() {
        return Digest.of(this);
    }
}
