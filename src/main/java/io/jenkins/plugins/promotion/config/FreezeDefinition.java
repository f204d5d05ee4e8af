package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.FreezeRule;
import io.jenkins.plugins.promotion.engine.schedule.Closure;
import io.jenkins.plugins.promotion.engine.schedule.LocalTimeText;
import io.jenkins.plugins.promotion.engine.schedule.Phase;
import io.jenkins.plugins.promotion.engine.schedule.Recurrence;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.time.Instant;
import java.time.LocalDateTime;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** When no deployment may start, as an administrator writes it. It may hold what is not allowed. */
public final class FreezeDefinition implements Describable<FreezeDefinition> {
    private static final String ANY_DAY = "1970-01-01";

    private String name;
    private final String reason;
    private final String zone;
    private final String from;
    private String to;
    private String duration;
    private String repeat;

    /**
     * @param reason what it is for
     * @param zone the name of the time zone
     * @param from when it begins by the clocks there, the first time
     */
    @DataBoundConstructor
    public FreezeDefinition(String reason, String zone, String from) {
        this.reason = Util.fixEmptyAndTrim(reason);
        this.zone = Util.fixEmptyAndTrim(zone);
        this.from = Util.fixEmptyAndTrim(from);
    }

    /** What the freeze is called. */
    public String getName() {
        return name == null ? FreezeRule.DEFAULT_NAME : name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** What it is for. */
    public String getReason() {
        return reason;
    }

    /** The time zone by whose clocks it goes. */
    public String getZone() {
        return zone;
    }

    /** When it begins, the first time. */
    public String getFrom() {
        return from;
    }

    /** When it ends, the first time; {@code null} where a duration is given. */
    public String getTo() {
        return to;
    }

    @DataBoundSetter
    public void setTo(String to) {
        this.to = Util.fixEmptyAndTrim(to);
    }

    /** How long it lasts by the clock; {@code null} where an end is given. */
    public String getDuration() {
        return duration;
    }

    @DataBoundSetter
    public void setDuration(String duration) {
        this.duration = Util.fixEmptyAndTrim(duration);
    }

    /** The recurrence rule by which it repeats; {@code null} when it does not. */
    public String getRepeat() {
        return repeat;
    }

    @DataBoundSetter
    public void setRepeat(String repeat) {
        this.repeat = Util.fixEmptyAndTrim(repeat);
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    FreezeRule toRule() {
        return new FreezeRule(getName(), reason, closure());
    }

    private Closure closure() {
        ZoneName where = new ZoneName(zone);
        LocalDateTime begin = LocalTimeText.parse("from", from);
        Recurrence recurrence = repeat == null ? null : new Recurrence(repeat);
        if ((to == null) == (duration == null)) {
            throw new InvalidValueException("to", to, "a freeze has either 'to' or 'duration'");
        }
        return to == null
                ? new Closure(where, begin, DurationText.parse("duration", duration), recurrence)
                : Closure.between(where, begin, LocalTimeText.parse("to", to), recurrence);
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<FreezeDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FreezeDefinition_displayName();
        }

        /** Refuses a name that is too long. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            FreezeDefinition definition = example(Messages.FreezeDefinition_displayName());
            definition.setName(value);
            return FieldCheck.of(definition::toRule);
        }

        /** Refuses a freeze that says no reason, or a long one. */
        @POST
        public FormValidation doCheckReason(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            return FieldCheck.of(example(value)::toRule);
        }

        /** Refuses what is no time zone. */
        @POST
        public FormValidation doCheckZone(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            return Zones.check(value);
        }

        /** Time zones with the typed text in their name. */
        @POST
        public AutoCompletionCandidates doAutoCompleteZone(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            return Zones.complete(value);
        }

        /** Refuses what is no local time; of a freeze that is right, says when it begins or ends next. */
        @POST
        public FormValidation doCheckFrom(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String zone,
                @QueryParameter String to,
                @QueryParameter String duration,
                @QueryParameter String repeat) {
            FormAccess.check(item);
            FreezeDefinition definition = definition(zone, value, to, duration, repeat);
            return FieldCheck.answer(() -> {
                definition("UTC", value, null, "1d", null).toRule();
                return FieldCheck.hint(() -> preview(definition.toRule().closure()));
            });
        }

        /** Refuses an end that is none, that is before the beginning, and one beside a duration. */
        @POST
        public FormValidation doCheckTo(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String from,
                @QueryParameter String duration) {
            FormAccess.check(item);
            if (Util.fixEmptyAndTrim(value) == null && Util.fixEmptyAndTrim(duration) != null) {
                return FormValidation.ok();
            }
            boolean began = FieldCheck.isRight(() -> LocalTimeText.parse("from", from));
            return FieldCheck.of(definition("UTC", began ? from : ANY_DAY, value, duration, null)::toRule);
        }

        /** Refuses what is no duration. */
        @POST
        public FormValidation doCheckDuration(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.ok()
                    : FieldCheck.of(definition("UTC", ANY_DAY, null, value, null)::toRule);
        }

        /** Refuses what is no recurrence rule, one that never occurs, and a freeze that never ends by it. */
        @POST
        public FormValidation doCheckRepeat(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String zone,
                @QueryParameter String from,
                @QueryParameter String to,
                @QueryParameter String duration) {
            FormAccess.check(item);
            String rule = Util.fixEmptyAndTrim(value);
            if (rule == null) {
                return FormValidation.ok();
            }
            return FieldCheck.answer(() -> {
                new Recurrence(rule);
                return FieldCheck.isRight(definition(zone, from, to, duration, null)::toRule)
                        ? FieldCheck.of(definition(zone, from, to, duration, rule)::toRule)
                        : FormValidation.ok();
            });
        }

        private static FreezeDefinition example(String reason) {
            FreezeDefinition definition = new FreezeDefinition(reason, "UTC", ANY_DAY);
            definition.setDuration("1d");
            return definition;
        }

        private static FreezeDefinition definition(
                String zone, String from, String to, String duration, String repeat) {
            FreezeDefinition definition = new FreezeDefinition("any", zone, from);
            definition.setTo(to);
            definition.setDuration(duration);
            definition.setRepeat(repeat);
            return definition;
        }

        private static FormValidation preview(Closure closure) {
            Phase phase = closure.at(Instant.now());
            if (phase.until() == null) {
                return FormValidation.ok(phase.open() ? Messages.FreezeDefinition_over() : null);
            }
            String until = closure.zone().readable(phase.until());
            return FormValidation.ok(
                    phase.open() ? Messages.FreezeDefinition_begins(until) : Messages.FreezeDefinition_frozen(until));
        }
    }
}
