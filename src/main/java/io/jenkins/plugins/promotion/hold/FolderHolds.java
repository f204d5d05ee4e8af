package io.jenkins.plugins.promotion.hold;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Item;
import java.util.Collection;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import jenkins.scm.api.SCMSourceOwner;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.verb.POST;

/**
 * The page of a folder on which environments are held for everything inside. Whoever sees the folder can read it; a link
 * leads there for those who may hold.
 */
@Restricted(NoExternalUse.class)
public final class FolderHolds implements Action, StaplerProxy {
    private final AbstractFolder<?> folder;

    FolderHolds(AbstractFolder<?> folder) {
        this.folder = folder;
    }

    @Override
    public String getIconFileName() {
        return getHolds().isPermitted() ? "symbol-hand-left-outline plugin-ionicons-api" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.Holds_displayName();
    }

    @Override
    public String getUrlName() {
        return ControllerHolds.URL;
    }

    /** Whose page it is. */
    public AbstractFolder<?> getFolder() {
        return folder;
    }

    /** What the page shows. */
    public HoldsPage getHolds() {
        return new HoldsPage(folder);
    }

    /** Nobody gets past here who may not read the folder. */
    @Override
    public Object getTarget() {
        folder.checkPermission(Item.READ);
        return this;
    }

    /** Stops an environment for everything inside. */
    @POST
    public HttpResponse doHold(@QueryParameter String environment, @QueryParameter String reason) {
        return getHolds().hold(this, environment, reason, page());
    }

    /** Lifts such a hold. */
    @POST
    public HttpResponse doLiftHold(@QueryParameter String environment, @QueryParameter String reason) {
        return getHolds().lift(this, environment, reason, page());
    }

    private String page() {
        return folder.getUrl() + ControllerHolds.URL + "/";
    }

    /** Puts it on folders. A multibranch project is one application, whose own holds are on its release history. */
    @Extension
    public static final class OfFolders extends TransientActionFactory<AbstractFolder> {
        @Override
        public Class<AbstractFolder> type() {
            return AbstractFolder.class;
        }

        @Override
        public Class<FolderHolds> actionType() {
            return FolderHolds.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull AbstractFolder folder) {
            return folder instanceof SCMSourceOwner ? Set.of() : Set.of(new FolderHolds(folder));
        }
    }
}
