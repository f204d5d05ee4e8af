package io.jenkins.plugins.promotion.tag;

import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.promotion.credentials.Secrets;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.metrics.HealthGatesConfiguration;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.BuildLog;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.PromotingBuilds;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes one tag: records what is intended, makes it, records what became of it. */
final class TagMaking {
    private static final Logger LOGGER = Logger.getLogger(TagMaking.class.getName());
    private static final int COMMIT_DIGITS = 7;

    private final Application application;
    private final TagRecord due;

    TagMaking(Application application, TagRecord due) {
        this.application = application;
        this.due = due;
    }

    /**
     * Makes it.
     *
     * @throws io.jenkins.plugins.promotion.engine.ledger.LedgerException when something cannot be recorded; what is due is
     *     due then still
     */
    void make() throws InterruptedException {
        Optional<Tagger> tagger = Tagger.find();
        TagRecord intended = due;
        try {
            if (tagger.isEmpty()) {
                throw new UntaggableException("The Git plugin is not installed.");
            } else if (!HealthGatesConfiguration.get().isControllerAllowed()) {
                throw new UntaggableException("An administrator has left the network to agents.");
            }
            intended = due.intent() == null ? intend(tagger.get()) : due;
        } catch (UntaggableException | InvalidValueException e) {
            end(Tagger.Result.failed(e.getMessage()), due);
            return;
        }
        if (intended != null) {
            end(attempt(tagger.get(), intended), intended);
        }
    }

    private Tagger.Result attempt(Tagger tagger, TagRecord intended) throws InterruptedException {
        try {
            Tagger.Result result = tagger.make(
                    intended.intent(),
                    intended.intendedAt(),
                    message(),
                    due.demanded().credentialsId(),
                    secrets());
            if (Thread.interrupted()) {
                throw new InterruptedException("what looks like a failure may be none");
            }
            return result;
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, e, () -> "A tag of " + due.id() + " of " + application + " failed unexpectedly");
            return Tagger.Result.failed(
                    "It failed unexpectedly with " + e.getClass().getSimpleName() + ".");
        }
    }

    /** Those that the application or, where it belongs to no item, the job may use; never those of the controller itself. */
    private Secrets secrets() {
        Item item = application.item() == null
                ? run().map(run -> (Item) run.getParent()).orElse(null)
                : application.item();
        return item == null ? Secrets.none() : Secrets.ofItem(item);
    }

    private Optional<Run<?, ?>> run() {
        Promotion promotion = promotion(slots().state(due.id().environment()));
        return PromotingBuilds.find(application, promotion.release().build());
    }

    /** The record of it, {@code null} when it is not due any more. */
    private TagRecord intend(Tagger tagger) throws UntaggableException {
        Promotion promotion = promotion(slots().state(due.id().environment()));
        String name = due.demanded().name(application.name(), due.id(), promotion.release());
        Tagger.Target target = tagger.target(
                promotion.release(), run().orElse(null), due.demanded().repository());
        SlotState after = slots().handle(
                        due.id().environment(),
                        new Command.IntendTag(due.id(), due.number(), name, target.repository(), target.commit()));
        TagRecord intended = after.tags(due.id()).get(due.number() - 1);
        return intended.end() == null && intended.intent() != null ? intended : null;
    }

    private void end(Tagger.Result result, TagRecord tag) {
        SlotState after = slots().handle(
                        due.id().environment(),
                        new Command.EndTag(due.id(), due.number(), result.outcome(), result.reason()));
        BuildLog.write(
                application,
                promotion(after).release().build(),
                listener -> listener.getLogger().println("[promotion] " + sentence(result, tag)));
    }

    private String sentence(Tagger.Result result, TagRecord tag) {
        String name =
                tag.intent() == null ? due.demanded().name() : tag.intent().name();
        return result.outcome() == TagOutcome.FAILED
                ? "The release was not tagged " + name + ": " + result.reason()
                : "Commit " + tag.intent().commit().substring(0, COMMIT_DIGITS)
                        + (result.outcome() == TagOutcome.MADE ? " is tagged " : " had already the tag ")
                        + name + " in " + tag.intent().repository() + ".";
    }

    private String message() {
        Promotion promotion = promotion(slots().state(due.id().environment()));
        return application.name() + " " + promotion.release().version() + " is verified in "
                + due.id().environment() + "\n\nPromotion " + due.id() + " of build "
                + promotion.release().build() + ".\n";
    }

    private Promotion promotion(SlotState slot) {
        return slot.find(due.id()).orElseThrow();
    }

    private ApplicationSlots slots() {
        return ApplicationSlots.of(application);
    }
}
