package io.jenkins.plugins.promotion.config;

import hudson.ExtensionPoint;
import jenkins.util.Listeners;

/**
 * Hears that the environments of the controller or of a folder may have changed, so that what waits can be looked at
 * again.
 */
public interface ConfigurationListener extends ExtensionPoint {
    /**
     * Called after the new configuration is in force, as the system, on the thread that saved it: return soon. May be
     * called without any difference.
     */
    void changed();

    /** Tells all listeners; one that fails is logged and does not keep the others from hearing it. */
    static void fire() {
        Listeners.notify(ConfigurationListener.class, true, ConfigurationListener::changed);
    }
}
