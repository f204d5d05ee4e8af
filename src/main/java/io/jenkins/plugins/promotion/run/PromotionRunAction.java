package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.view.ForecastAnswer;
import io.jenkins.plugins.promotion.view.ForecastFragment;
import io.jenkins.plugins.promotion.view.LiveFragment;
import io.jenkins.plugins.promotion.view.Times;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The promotions that a build has asked for, in order. It keeps their ids; what became of them is in the ledger, which
 * outlives the build. Safe for use by several threads.
 */
public final class PromotionRunAction implements RunAction2 {
    private final List<PromotionReference> promotions = new ArrayList<>();
    private final List<PromotedBlock> blocks = new ArrayList<>();
    private transient Run<?, ?> run;

    /** The one of a build, made with the first promotion. */
    public static PromotionRunAction of(Run<?, ?> run) {
        synchronized (run) {
            PromotionRunAction action = run.getAction(PromotionRunAction.class);
            if (action == null) {
                action = new PromotionRunAction();
                run.addAction(action);
            }
            return action;
        }
    }

    /**
     * Remembers a promotion. Asking twice remembers it once.
     *
     * @throws IOException when the build cannot be saved
     */
    public void add(PromotionReference promotion) throws IOException {
        synchronized (this) {
            if (promotions.contains(promotion)) {
                return;
            }
            promotions.add(promotion);
        }
        run.save();
    }

    /**
     * Remembers the block that is the deployment of a promotion, in place of an earlier one of the same promotion.
     *
     * @throws IOException when the build cannot be saved
     */
    public void add(PromotedBlock block) throws IOException {
        synchronized (this) {
            blocks.removeIf(earlier -> earlier.promotion().equals(block.promotion()));
            blocks.add(block);
        }
        run.save();
    }

    /**
     * The promotion that a request names.
     *
     * @throws NotPossibleException when this build has not asked for it
     * @throws InvalidValueException when that is no id
     */
    PromotionReference find(String promotion, String application) {
        PromotionId id = PromotionId.parse(promotion);
        return promotions().stream()
                .filter(reference -> reference.id().equals(id)
                        && Objects.equals(reference.applicationName(), Util.fixEmpty(application)))
                .findFirst()
                .orElseThrow(() -> new NotPossibleException(Messages.PromotionRunAction_notHere(id)));
    }

    /** The promotions, in the order in which they were asked for. */
    public synchronized List<PromotionReference> promotions() {
        return List.copyOf(promotions);
    }

    /** The blocks that are deployments. */
    public synchronized List<PromotedBlock> blocks() {
        return List.copyOf(blocks);
    }

    /** The build. */
    public Run<?, ?> run() {
        return run;
    }

    /** The build, for pages. */
    @Restricted(NoExternalUse.class)
    public Run<?, ?> getRun() {
        return run;
    }

    /** All cards, for whoever makes the present request and has chosen this time zone. */
    @Restricted(NoExternalUse.class)
    public RunPage page(String zone) {
        return new CardFactory(run, Times.ofRequest(zone)).page(promotions());
    }

    /** The same as data. */
    @Restricted(NoExternalUse.class)
    public Api getApi() {
        return new Api(RunReport.of(run, promotions()));
    }

    /** The cards alone; 304 while nothing has changed for this reader. */
    @Restricted(NoExternalUse.class)
    public HttpResponse doLive(@QueryParameter String zone) {
        RunPage page = page(zone);
        return new LiveFragment(this, page, page.digest());
    }

    /** When a promotion of this build could go out, alone. */
    @Restricted(NoExternalUse.class)
    public HttpResponse doWhen(
            @QueryParameter String promotion,
            @QueryParameter String application,
            @QueryParameter String at,
            @QueryParameter String zone) {
        return new ForecastFragment(new RunForecasts(this).answer(promotion, application, at, zone));
    }

    /** The answer that the present request asks for with its parameters, {@code null} when it asks nothing of this card. */
    @CheckForNull
    @Restricted(NoExternalUse.class)
    public ForecastAnswer answer(EnvironmentCard card) {
        return new RunForecasts(this).requested(card);
    }

    /** Approves or rejects a promotion of this build. */
    @POST
    @Restricted(NoExternalUse.class)
    public HttpResponse doDecide(
            @QueryParameter String promotion,
            @QueryParameter String application,
            @QueryParameter String rule,
            @QueryParameter String decision,
            @QueryParameter String comment) {
        return new RunDecisions(this).decide(promotion, application, rule, decision, comment);
    }

    /** Takes back one's own approval. */
    @POST
    @Restricted(NoExternalUse.class)
    public HttpResponse doWithdraw(
            @QueryParameter String promotion,
            @QueryParameter String application,
            @QueryParameter String rule,
            @QueryParameter String comment) {
        return new RunDecisions(this).withdraw(promotion, application, rule, comment);
    }

    /** Ticks an item of a checklist, or takes a tick back. */
    @POST
    @Restricted(NoExternalUse.class)
    public HttpResponse doTick(
            @QueryParameter String promotion,
            @QueryParameter String application,
            @QueryParameter String rule,
            @QueryParameter String item,
            @QueryParameter boolean ticked) {
        return new RunDecisions(this).tick(promotion, application, rule, item, ticked);
    }

    /** Lifts a rule for a promotion of this build. */
    @POST
    @Restricted(NoExternalUse.class)
    public HttpResponse doOverride(
            @QueryParameter String promotion,
            @QueryParameter String application,
            @QueryParameter String rule,
            @QueryParameter String reason) {
        return new RunDecisions(this).override(promotion, application, rule, reason);
    }

    /** Declares a promotion of this build an emergency hotfix. */
    @POST
    @Restricted(NoExternalUse.class)
    public HttpResponse doHotfix(
            @QueryParameter String promotion, @QueryParameter String application, @QueryParameter String reason) {
        return new RunDecisions(this).hotfix(promotion, application, reason);
    }

    /** Says what is live in the environment of a promotion of this build. */
    @POST
    @Restricted(NoExternalUse.class)
    public HttpResponse doAcknowledge(
            @QueryParameter String promotion,
            @QueryParameter String application,
            @QueryParameter String marked,
            @QueryParameter String found,
            @QueryParameter String reason) {
        return new RunDecisions(this).acknowledge(promotion, application, marked, found, reason);
    }

    /** Tries a tag of a promotion of this build again that failed. */
    @POST
    @Restricted(NoExternalUse.class)
    public HttpResponse doRetag(
            @QueryParameter String promotion, @QueryParameter String application, @QueryParameter int tag) {
        return new RunDecisions(this).retag(promotion, application, tag);
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
        return Messages.PromotionRunAction_displayName();
    }

    @Override
    public String getUrlName() {
        return "environments";
    }
}
