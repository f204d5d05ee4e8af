package io.jenkins.plugins.promotion.job;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.BuildRequests;
import io.jenkins.plugins.promotion.runtime.Decisions;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.LedgerStore;
import io.jenkins.plugins.promotion.view.LiveFragment;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The release history of the application of a job or multibranch project. It is made for the moment and keeps nothing;
 * reading it takes the permission to read the item that the application belongs to.
 */
@Restricted(NoExternalUse.class)
public final class ReleaseHistoryAction implements Action, StaplerProxy {
    static final String URL = "release-history";

    private static final int PANEL_ROWS = 6;
    private static final int PAGE_ROWS = 15;
    private static final int PAGE_STOPS = 10;
    private static final int MOST_PAGE_ROWS = 25;
    private static final int MOST_API_ROWS = 200;

    private final Item item;
    private final Item owner;
    private final Application application;

    ReleaseHistoryAction(Item item) {
        this.item = item;
        this.application = item instanceof Job<?, ?> job ? Application.of(job, null) : Application.of(item);
        this.owner = application.item() == null ? item : application.item();
    }

    @Override
    public String getIconFileName() {
        return isShown() ? "symbol-rocket-outline plugin-ionicons-api" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseHistoryAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** On whose page this is. */
    public Item getItem() {
        return item;
    }

    /** What the application is called. */
    public String getApplicationName() {
        return application.name().value();
    }

    /** Nobody gets past here who may not read what the ledgers belong to. */
    @Override
    public Object getTarget() {
        owner.checkPermission(Item.READ);
        return this;
    }

    /** Whether there is any record, and the reader may see it. */
    public boolean isShown() {
        if (!owner.hasPermission(Item.READ)) {
            return false;
        }
        try {
            return !LedgerStore.get().recorded(application).isEmpty();
        } catch (LedgerException e) {
            return true;
        }
    }

    /** Whether whoever makes the present request may roll back by a build of this job, or of one of its branches. */
    public boolean isRollbackOffered() {
        return isBuildable() && requests().mayRollBack();
    }

    private boolean isBuildable() {
        return !(item instanceof Job<?, ?> job) || job.isBuildable();
    }

    private BuildRequests requests() {
        return BuildRequests.of(application, item instanceof Job<?, ?> job ? job : null);
    }

    /** The last releases, for the page of the job. */
    public HistoryView panel(String zone) {
        return view(zone, HistoryFilter.ALL, 1, PANEL_ROWS, 0);
    }

    /** What the present request asks for; all of it where a form comes back that could not be done. */
    public HistoryView history(String zone) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (request.getMethod().equals("POST")) {
            return view(zone, HistoryFilter.ALL, 1, PAGE_ROWS, PAGE_STOPS);
        }
        int size = HistoryFilter.number(request.getParameter("size"), PAGE_ROWS);
        return view(
                zone,
                HistoryFilter.of(request),
                HistoryFilter.number(request.getParameter("page"), 1),
                Math.max(1, Math.min(size, MOST_PAGE_ROWS)),
                "all".equals(request.getParameter("stops")) ? Integer.MAX_VALUE : PAGE_STOPS);
    }

    /**
     * Whether the release of a promotion is to go into quarantine, for whoever may do that.
     *
     * @throws hudson.security.AccessDeniedException3 without the permission
     */
    public QuarantineQuestion question(String promotion) {
        owner.checkPermission(PromotionPermissions.ROLLBACK);
        return QuarantineQuestion.of(ApplicationSlots.of(application), promotion);
    }

    /** The outcomes to choose from, by the name under which they are asked for. */
    public Map<String, String> getOutcomes() {
        Map<String, String> outcomes = new LinkedHashMap<>();
        outcomes.put(HistoryFilter.OPEN, Messages.ReleaseHistoryAction_open());
        outcomes.put(HistoryFilter.HOTFIX, Mark.hotfix().word());
        outcomes.put(HistoryFilter.OVERRIDDEN, Mark.overridden().word());
        outcomes.put(HistoryFilter.QUARANTINED, Mark.quarantined().word());
        Arrays.stream(Outcome.values())
                .forEach(
                        outcome -> outcomes.put(outcome.name(), Mark.of(outcome).word()));
        return outcomes;
    }

    /** The periods to choose from, in days. */
    public List<Integer> getPeriods() {
        return List.of(7, 30, 90, 365);
    }

    /** The same as data. */
    public Api getApi() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        int size = HistoryFilter.number(request.getParameter("size"), PAGE_ROWS);
        return new Api(HistoryReport.of(
                ApplicationSlots.of(application),
                HistoryFilter.of(request),
                HistoryFilter.number(request.getParameter("page"), 1),
                Math.max(1, Math.min(size, MOST_API_ROWS))));
    }

    /** The cards alone; 304 while nothing has changed for this reader. */
    public HttpResponse doLive(@QueryParameter String zone) {
        HistoryView view = panel(zone);
        return new LiveFragment(this, view, view.digest());
    }

    /** When a release could go out that nobody has asked for yet. */
    public ReleaseForecast getWhen() {
        return new ReleaseForecast(item, application);
    }

    /** Where environments are rolled back. */
    public RollbackPage getRollback() {
        return new RollbackPage(item, application);
    }

    /** Where a release of the history is brought into another environment. */
    public PromotionPage getPromote() {
        return new PromotionPage(item, application);
    }

    /** Stops an environment for this application. */
    @POST
    public HttpResponse doHold(
            @QueryParameter String environment, @QueryParameter String reason, @QueryParameter String back) {
        return deciding().hold(environment, reason, back);
    }

    /** Lets an environment go on that was held for this application. */
    @POST
    public HttpResponse doLiftHold(
            @QueryParameter String environment, @QueryParameter String reason, @QueryParameter String back) {
        return deciding().liftHold(environment, reason, back);
    }

    /** Marks the release of a promotion as bad. */
    @POST
    public HttpResponse doQuarantine(@QueryParameter String promotion, @QueryParameter String reason) {
        return deciding().quarantine(promotion, reason);
    }

    /** Lets a release out of quarantine. */
    @POST
    public HttpResponse doLiftQuarantine(
            @QueryParameter String environment, @QueryParameter String release, @QueryParameter String reason) {
        return deciding().liftQuarantine(environment, release, reason);
    }

    private HistoryDecisions deciding() {
        return new HistoryDecisions(this, ApplicationSlots.of(application), decisions());
    }

    private Decisions decisions() {
        return Decisions.of(application, item instanceof Job<?, ?> job ? job : null);
    }

    private HistoryView view(String zone, HistoryFilter filter, int page, int size, int stops) {
        ApplicationSlots slots = ApplicationSlots.of(application);
        HistoryFactory factory = new HistoryFactory(
                slots,
                decisions(),
                Times.ofRequest(zone),
                isBuildable() && requests().mayPromote());
        return HistoryView.of(slots, factory, filter, page, size, stops);
    }
}
