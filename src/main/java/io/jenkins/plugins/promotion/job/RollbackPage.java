package io.jenkins.plugins.promotion.job;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.view.FormAnswer;
import io.jenkins.plugins.promotion.view.Problem;
import io.jenkins.plugins.promotion.view.Times;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The page on which an environment of a job is rolled back: read first, then done by a build of the job. */
@Restricted(NoExternalUse.class)
public final class RollbackPage implements StaplerProxy {
    private final Item item;
    private final Application application;
    private final BuildRequests requests;

    /** @param item a job, or a project whose branches deploy */
    RollbackPage(Item item, Application application) {
        this.item = item;
        this.application = application;
        this.requests = BuildRequests.of(application, item instanceof Job<?, ?> job ? job : null);
    }

    /** Nobody sees it who could not do it. */
    @Override
    public Object getTarget() {
        item.checkPermission(PromotionPermissions.ROLLBACK);
        return this;
    }

    /** On whose page this is. */
    public Item getItem() {
        return item;
    }

    /** What the application is called. */
    public String getApplicationName() {
        return application.name().value();
    }

    /** What the present request asks about; also where a form comes back that could not be done. */
    public RollbackQuestion question(String zone) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String environment = Util.fixNull(request.getParameter("environment"));
        ApplicationSlots slots = ApplicationSlots.of(application);
        try {
            EnvironmentName asked = EnvironmentName.of(environment);
            EnvironmentName known = slots.names().contains(asked)
                    ? asked
                    : slots.environments().get(asked).name();
            return RollbackQuestion.of(
                    slots, requests, known, Util.fixEmptyAndTrim(request.getParameter("to")), Times.ofRequest(zone));
        } catch (InvalidValueException | LedgerException e) {
            return RollbackQuestion.impossible(environment, Problem.of(e, application));
        }
    }

    /** Starts the build. */
    @POST
    public HttpResponse doStart(
            @QueryParameter String environment,
            @QueryParameter String to,
            @QueryParameter String seen,
            @QueryParameter String reason,
            @QueryParameter boolean keep) {
        return FormAnswer.to(this, "index.jelly", "rollback", environment, reason, () -> {
            requests.rollBack(EnvironmentName.of(environment), to, seen, reason, !keep);
            return item.getUrl();
        });
    }
}
