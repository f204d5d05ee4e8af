package io.jenkins.plugins.promotion.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.WindowRule;
import io.jenkins.plugins.promotion.engine.schedule.OpenHours;
import io.jenkins.plugins.promotion.engine.schedule.Phase;
import io.jenkins.plugins.promotion.engine.schedule.WeeklyWindow;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** When deployments may start, as an administrator writes it. It may hold what is not allowed. */
public final class WindowDefinition implements Describable<WindowDefinition> {
    private static final ZoneName ANY_ZONE = new ZoneName("UTC");

    private String name;
    private final String zone;
    private final ArrayList<String> open;

    /**
     * @param zone the name of the time zone
     * @param open the windows, such as {@code Tue-Thu 10:00-15:00}
     */
    @DataBoundConstructor
    public WindowDefinition(String zone, List<String> open) {
        this.zone = Util.fixEmptyAndTrim(zone);
        this.open = new ArrayList<>(Util.fixNull(open));
    }

    /** What the rule is called. */
    public String getName() {
        return name == null ? WindowRule.DEFAULT_NAME : name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** The time zone by whose clocks it goes. */
    public String getZone() {
        return zone;
    }

    /** The windows. */
    public List<String> getOpen() {
        return open == null ? List.of() : List.copyOf(open);
    }

    /** The same as one text, a window a line. */
    public String getOpenText() {
        return LineList.format(getOpen());
    }

    /** @throws InvalidValueException when it holds what is not allowed */
    WindowRule toRule() {
        return new WindowRule(getName(), hours(new ZoneName(zone)));
    }

    private OpenHours hours(ZoneName where) {
        return new OpenHours(where, getOpen().stream().map(WeeklyWindow::parse).toList());
    }

    /** Describes the definition to forms. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<WindowDefinition> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WindowDefinition_displayName();
        }

        @Override
        public WindowDefinition newInstance(StaplerRequest2 req, @NonNull JSONObject form) throws FormException {
            LineList.spread(form, "open");
            return super.newInstance(req, form);
        }

        /** Refuses a name that is too long. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            FormAccess.check(item);
            return FieldCheck.of(() ->
                    new WindowRule(value, new WindowDefinition(null, List.of("Mon 00:00-24:00")).hours(ANY_ZONE)));
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

        /** Refuses what is no window; of windows, says when they open or close next. */
        @POST
        public FormValidation doCheckOpen(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String zone) {
            FormAccess.check(item);
            WindowDefinition definition = new WindowDefinition(zone, LineList.parse(value));
            return FieldCheck.answer(() -> {
                definition.hours(ANY_ZONE);
                return FieldCheck.hint(() -> preview(definition.hours(new ZoneName(definition.getZone()))));
            });
        }

        private static FormValidation preview(OpenHours hours) {
            Phase phase = hours.at(Instant.now());
            if (phase.until() == null) {
                return FormValidation.ok(
                        phase.open() ? Messages.WindowDefinition_always() : Messages.WindowDefinition_never());
            }
            String until = hours.zone().readable(phase.until());
            return FormValidation.ok(
                    phase.open() ? Messages.WindowDefinition_open(until) : Messages.WindowDefinition_opens(until));
        }
    }
}
