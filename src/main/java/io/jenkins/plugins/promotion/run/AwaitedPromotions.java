package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.LedgerStore;
import io.jenkins.plugins.promotion.view.LiveFragment;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;

/**
 * The place of the environments on the page of a build that has not asked for a promotion yet, so that a page that is open
 * shows the first one when it comes. Only where the application has promoted before: the pages of other jobs ask nothing.
 */
@Restricted(NoExternalUse.class)
public final class AwaitedPromotions implements Action {
    private final Run<?, ?> run;

    private AwaitedPromotions(Run<?, ?> run) {
        this.run = run;
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** What it has promoted, {@code null} as long as it has not. */
    public PromotionRunAction getPromotions() {
        return run.getAction(PromotionRunAction.class);
    }

    /** Whether a promotion may come, for a reader who may see it. */
    public boolean isShown() {
        if (!run.isBuilding() || getPromotions() != null) {
            return false;
        }
        Application application = Application.of(run.getParent(), null);
        Item owner = application.item();
        try {
            return owner != null
                    && owner.hasPermission(Item.READ)
                    && !LedgerStore.get().recorded(application).isEmpty();
        } catch (LedgerException e) {
            return false;
        }
    }

    /** The cards as soon as there are any; 304 while nothing has changed for this reader. */
    public HttpResponse doLive(@QueryParameter String zone) {
        PromotionRunAction promotions = getPromotions();
        RunPage page = promotions == null ? RunPage.of(List.of(), !run.isBuilding()) : promotions.page(zone);
        return new LiveFragment(this, page, page.digest());
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return Messages.PromotionRunAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "environments-awaited";
    }

    /** Puts it on every build; whether it is shown is asked when a page shows it. */
    @Extension
    public static final class OfBuilds extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<AwaitedPromotions> actionType() {
            return AwaitedPromotions.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Run run) {
            return Set.of(new AwaitedPromotions(run));
        }
    }
}
