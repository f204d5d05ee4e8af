package io.jenkins.plugins.promotion.job;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
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

/** The page on which a release of the history is brought into another environment: read first, then done by a build. */
@Restricted(NoExternalUse.class)
public final class PromotionPage implements StaplerProxy {
    private final Item item;
    private final Application application;
    private final BuildRequests requests;

    /** @param item a job, or a project whose branches deploy */
    PromotionPage(Item item, Application application) {
        this.item = item;
        this.application = application;
        this.requests = BuildRequests.of(application, item instanceof Job<?, ?> job ? job : null);
    }

    /** Nobody sees it who could not do it. */
    @Override
    public Object getTarget() {
        item.checkPermission(Item.BUILD);
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
    public PromotionQuestion question(String zone) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String promotion = Util.fixNull(request.getParameter("promotion"));
        String environment = Util.fixEmptyAndTrim(request.getParameter("environment"));
        try {
            if (promotion.isEmpty()) {
                return PromotionQuestion.impossible(promotion, Messages.PromotionQuestion_noPromotion());
            }
            return PromotionQuestion.of(
                    ApplicationSlots.of(application),
                    requests,
                    PromotionId.parse(promotion),
                    environment == null ? null : EnvironmentName.of(environment),
                    Times.ofRequest(zone));
        } catch (InvalidValueException | NotPossibleException | LedgerException e) {
            return PromotionQuestion.impossible(promotion, Problem.of(e, application));
        }
    }

    /** Starts the build. */
    @POST
    public HttpResponse doStart(
            @QueryParameter String environment,
            @QueryParameter String promotion,
            @QueryParameter String seen,
            @QueryParameter String notes) {
        return FormAnswer.to(this, "index.jelly", "promote", environment, notes, () -> {
            requests.promote(EnvironmentName.of(environment), PromotionId.parse(promotion), seen, notes);
            return item.getUrl();
        });
    }
}
