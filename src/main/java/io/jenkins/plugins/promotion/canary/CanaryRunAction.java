package io.jenkins.plugins.promotion.canary;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Functions;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.view.FormAnswer;
import io.jenkins.plugins.promotion.view.LiveFragment;
import io.jenkins.plugins.promotion.view.Times;
import java.util.Collection;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The rollouts of a build, on its page. It holds nothing: what they are is in the ledger, and what was measured beside the
 * build.
 */
@Restricted(NoExternalUse.class)
public final class CanaryRunAction implements Action {
    private final Run<?, ?> run;

    private CanaryRunAction(Run<?, ?> run) {
        this.run = run;
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** Whether there is or may be something to show: a build that promotes nothing rolls nothing out. */
    public boolean isShown() {
        return run.getAction(PromotionRunAction.class) != null;
    }

    /** All rollouts, for whoever makes the present request and has chosen this time zone. */
    public CanaryPage page(String zone) {
        return new CanaryCards(run, Times.ofRequest(zone), new Numbers(Functions.getCurrentLocale())).page();
    }

    /** The same as data. */
    public Api getApi() {
        return new Api(CanaryReport.of(run));
    }

    /** The cards alone; 304 while nothing has changed for this reader. */
    public HttpResponse doLive(@QueryParameter String zone) {
        CanaryPage page = page(zone);
        return new LiveFragment(this, page, page.digest());
    }

    /** Pauses, resumes, skips forward, or takes the traffic back. */
    @POST
    public HttpResponse doAct(
            @QueryParameter String promotion,
            @QueryParameter String application,
            @QueryParameter String rollout,
            @QueryParameter String act,
            @QueryParameter String reason) {
        return FormAnswer.to(this, "index.jelly", act, promotion + " " + rollout, reason, () -> {
            RolloutActs.act(run, promotion, application, rollout, act, reason);
            return run.getUrl();
        });
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.CanaryRunAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "rollouts";
    }

    /** Puts it on every build; whether it is shown is asked when a page shows it. */
    @Extension(ordinal = -10)
    public static final class OfBuilds extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<CanaryRunAction> actionType() {
            return CanaryRunAction.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Run run) {
            return Set.of(new CanaryRunAction(run));
        }
    }
}
