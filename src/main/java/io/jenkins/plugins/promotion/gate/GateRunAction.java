package io.jenkins.plugins.promotion.gate;

import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.promotion.view.LiveFragment;
import io.jenkins.plugins.promotion.view.Times;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;

/**
 * The gates of a build, in order. It keeps their ids; what they found is kept beside the build. Safe for use by several
 * threads.
 */
public final class GateRunAction implements RunAction2 {
    private final List<GateReference> gates = new ArrayList<>();
    private transient Run<?, ?> run;

    /** The one of a build, made with the first gate. */
    static GateRunAction of(Run<?, ?> run) {
        synchronized (run) {
            GateRunAction action = run.getAction(GateRunAction.class);
            if (action == null) {
                action = new GateRunAction();
                run.addAction(action);
            }
            return action;
        }
    }

    /** Remembers a gate. Asking twice remembers it once. */
    void add(GateReference gate) throws IOException {
        synchronized (this) {
            if (gates.stream().anyMatch(each -> each.id().equals(gate.id()))) {
                return;
            }
            gates.add(gate);
        }
        run.save();
    }

    synchronized List<GateReference> gates() {
        return List.copyOf(gates);
    }

    /** The build, for pages. */
    @Restricted(NoExternalUse.class)
    public Run<?, ?> getRun() {
        return run;
    }

    /** All gates, for whoever makes the present request and has chosen this time zone. */
    @Restricted(NoExternalUse.class)
    public GatesPage page(String zone) {
        return new GateCardFactory(run, Times.ofRequest(zone)).page(gates());
    }

    /** The same as data. */
    @Restricted(NoExternalUse.class)
    public Api getApi() {
        return new Api(GatesReport.of(run, gates()));
    }

    /** The gates alone, when they are not as this reader knows them. */
    @Restricted(NoExternalUse.class)
    public HttpResponse doLive(@QueryParameter String zone) {
        GatesPage page = page(zone);
        return new LiveFragment(this, page, page.digest());
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        run = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loadedFrom) {
        run = loadedFrom;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.GateRunAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "health-gates";
    }
}
