package io.jenkins.plugins.promotion.tag;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.SlotListener;
import io.jenkins.plugins.promotion.runtime.Workers;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.store.SlotFile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The tags that are due. It follows the ledgers: a tag that a verified promotion asked for is made, one after the other for
 * each slot, and what was interrupted when Jenkins stopped is tried again, which finds what is there already. Safe for use by
 * several threads.
 */
@Extension
public final class ReleaseTags extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(ReleaseTags.class.getName());
    /** Git blocks its thread; more tags than that wait. */
    private static final int THREADS = 2;
    /** How long to wait before something is recorded that could not be. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final ExecutorService threads = Workers.pool("environment-promotion-tag", THREADS);
    private final Set<Key> underWay = new HashSet<>();
    private boolean closed;

    private record Key(Application application, EnvironmentName environment) {}

    private static ReleaseTags get() {
        return ExtensionList.lookupSingleton(ReleaseTags.class);
    }

    /** Makes what is due in a slot, if nobody does. */
    private synchronized void follow(Application application, EnvironmentName environment) {
        Key key = new Key(application, environment);
        if (!closed && underWay.add(key)) {
            threads.execute(() -> work(key));
        }
    }

    private synchronized void leave(Key key) {
        underWay.remove(key);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void work(Key key) {
        try {
            for (TagRecord due = next(key); due != null && !isClosed(); due = next(key)) {
                new TagMaking(key.application(), due).make();
            }
            leave(key);
            tidy(key);
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, e, () -> "A tag of " + key.application() + " cannot be recorded yet");
            leave(key);
            Workers.at(Instant.now().plus(RETRY), () -> follow(key.application(), key.environment()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave(key);
        } catch (RuntimeException e) {
            leave(key);
            throw e;
        }
    }

    private static TagRecord next(Key key) {
        return slot(key).dueTags().stream().findFirst().orElse(null);
    }

    /** Nothing is due any more, unless something came in the meantime. */
    private void tidy(Key key) {
        SlotState slot = slot(key);
        if (!slot.dueTags().isEmpty()) {
            follow(key.application(), key.environment());
        } else if (slot.holder().isEmpty()) {
            new SlotFile(SlotFile.Purpose.TAG, key.application(), key.environment()).delete();
        }
    }

    private static SlotState slot(Key key) {
        return ApplicationSlots.of(key.application()).state(key.environment());
    }

    @Override
    public void onLoaded() {
        Workers.run(() ->
                SlotFile.all(SlotFile.Purpose.TAG).forEach(file -> follow(file.application(), file.environment())));
    }

    /** What is recorded as intended and did not end is tried again when Jenkins starts. */
    @Override
    public void onBeforeShutdown() {
        synchronized (this) {
            closed = true;
        }
        threads.shutdownNow();
    }

    /** Hears what is recorded. */
    @Extension
    public static final class OnRecord implements SlotListener {
        @Override
        public void changed(ApplicationSlots slots, SlotState before, SlotState after) {
            if (!after.dueTags().isEmpty()) {
                get().follow(slots.application(), after.environment());
            }
        }
    }
}
