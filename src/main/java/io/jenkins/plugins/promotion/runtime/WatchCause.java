package io.jenkins.plugins.promotion.runtime;

import hudson.model.Cause;

/** Why a build was started that nobody asked for: what is live is not well, and the environment says to roll it back. */
public final class WatchCause extends Cause {
    private final String environment;
    private final String promotion;

    WatchCause(String environment, String promotion) {
        this.environment = environment;
        this.promotion = promotion;
    }

    @Override
    public String getShortDescription() {
        return Messages.WatchCause_description(environment, promotion);
    }
}
