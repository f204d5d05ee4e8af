package io.jenkins.plugins.promotion.runtime;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.promotion.config.ConfigurationListener;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.store.Application;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The open promotions that a running build looks after, in memory only: a build attaches its promotion again when it is
 * resumed after a restart. Safe for use by several threads.
 */
@Extension
public final class AttachedPromotions {
    private final Map<Key, Runnable> attached = new ConcurrentHashMap<>();

    private final Map<Part, Runnable> watching = new ConcurrentHashMap<>();

    private record Key(Application application, PromotionId id) {}

    private record Part(Application application, PromotionId id, String name) {}

    /** The one of this controller. */
    public static AttachedPromotions get() {
        return ExtensionList.lookupSingleton(AttachedPromotions.class);
    }

    /**
     * Takes a promotion into care.
     *
     * @param reconsider run on a worker whenever something has changed that may matter
     * @return false when another part of a build looks after it already; nothing was changed then
     */
    public boolean attach(Application application, PromotionId id, Runnable reconsider) {
        return attached.putIfAbsent(new Key(application, id), reconsider) == null;
    }

    /** Gives it up. */
    public void detach(Application application, PromotionId id) {
        attached.remove(new Key(application, id));
    }

    /** Whether a running build looks after it. */
    public boolean isAttached(Application application, PromotionId id) {
        return attached.containsKey(new Key(application, id));
    }

    /**
     * Runs a task on a worker whenever something has changed that may matter to a part of a promotion, such as a rollout. It
     * takes the promotion into nobody's care.
     *
     * @param name of the part, unique in its promotion
     */
    public void watch(Application application, PromotionId id, String name, Runnable task) {
        watching.put(new Part(application, id, name), task);
    }

    /** Takes that back. */
    public void unwatch(Application application, PromotionId id, String name) {
        watching.remove(new Part(application, id, name));
    }

    /** Lets every promotion of the application look again. */
    public void changed(Application application) {
        watching.forEach((part, task) -> {
            if (part.application().equals(application)) {
                Workers.run(task);
            }
        });
        attached.forEach((key, reconsider) -> {
            if (key.application().equals(application)) {
                Workers.run(reconsider);
            }
        });
    }

    /** Lets every promotion look again that goes to this environment, in the applications of which the condition holds. */
    void changed(EnvironmentName environment, Predicate<Application> applications) {
        attached.forEach((key, reconsider) -> {
            if (key.id().environment().equals(environment) && applications.test(key.application())) {
                Workers.run(reconsider);
            }
        });
    }

    private void changed() {
        attached.values().forEach(Workers::run);
    }

    /**
     * Lets every promotion look again when Jenkins is up: before, nobody can tell a build that is gone from one that is not
     * loaded yet.
     */
    @Extension
    public static final class OnStart extends ItemListener {
        @Override
        public void onLoaded() {
            get().changed();
        }
    }

    /** Lets every promotion look again when rules may have changed. */
    @Extension
    public static final class OnConfiguration implements ConfigurationListener {
        @Override
        public void changed() {
            get().changed();
        }
    }
}
