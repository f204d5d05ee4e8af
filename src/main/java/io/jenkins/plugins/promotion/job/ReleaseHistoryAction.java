package io.jenkins.plugins.promotion.job;

import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.LedgerStore;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The release history of the application of a job or multibranch project. It is made for the moment and keeps nothing;
 * reading it takes the permission to read the item that the application belongs to.
 */
@Restricted(NoExternalUse.class)
public final class ReleaseHistoryAction implements Action, StaplerProxy {
    static final String URL = "release-history";

    private static final int PANEL_ROWS = 6;
    private static final int PAGE_ROWS = 15;
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

    /** The last releases, for the page of the job. */
    public HistoryView panel(String zone) {
        return view(zone, HistoryFilter.ALL, 1, PANEL_ROWS);
    }

    /** What the present request asks for. */
    public HistoryView history(String zone) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        int size = HistoryFilter.number(request.getParameter("size"), PAGE_ROWS);
        return view(
                zone,
                HistoryFilter.of(request),
                HistoryFilter.number(request.getParameter("page"), 1),
                Math.max(1, Math.min(size, MOST_PAGE_ROWS)));
    }

    /** The outcomes to choose from, by the name under which they are asked for. */
    public Map<String, String> getOutcomes() {
        Map<String, String> outcomes = new LinkedHashMap<>();
        outcomes.put(HistoryFilter.OPEN, Messages.ReleaseHistoryAction_open());
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
    public void doLive(StaplerRequest2 request, StaplerResponse2 response, @QueryParameter String zone)
            throws IOException, ServletException {
        String digest = panel(zone).digest();
        response.setHeader("ETag", "\"" + digest + "\"");
        response.setHeader("Cache-Control", "private, no-cache");
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(digest)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            response.setContentType("text/html;charset=UTF-8");
            request.getView(this, "fragment.jelly").forward(request, response);
        }
    }

    private HistoryView view(String zone, HistoryFilter filter, int page, int size) {
        return HistoryView.of(ApplicationSlots.of(application), Times.ofRequest(zone), filter, page, size);
    }
}
