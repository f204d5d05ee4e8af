package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import java.time.Duration;

/**
 * One thing that somebody does in a rehearsal.
 *
 * @param action what is done
 * @param expectation what it is to lead to
 */
record Step(Action action, Expectation expectation) {
    /** What somebody does. */
    sealed interface Action {
        /** In which environment. */
        EnvironmentName environment();

        /** Who does what, as a headline. */
        String headline();
    }

    /**
     * A build asks for a promotion.
     *
     * @param waitTimeout how long it waits, {@code null} for ever
     */
    record Promote(
            Release release,
            EnvironmentName environment,
            Principal by,
            OnFailure onFailure,
            Duration waitTimeout,
            String notes,
            String ticket)
            implements Action {
        @Override
        public String headline() {
            return by.display() + " promotes " + release.version() + " to " + environment;
        }
    }

    /**
     * Somebody approves or rejects.
     *
     * @param rule the approval rule, {@code null} for all under which they may
     */
    record CastVote(
            Decision decision, String version, EnvironmentName environment, Voter by, String rule, String comment)
            implements Action {
        @Override
        public String headline() {
            return by.principal().display() + (decision == Decision.APPROVE ? " approves " : " rejects ") + version
                    + " for " + environment;
        }
    }

    /** Somebody stops a promotion that waits. */
    record Abort(String version, EnvironmentName environment, Principal by, String reason) implements Action {
        @Override
        public String headline() {
            return by.display() + " aborts the promotion of " + version + " to " + environment;
        }
    }

    /** Somebody says what is live in an environment that is broken. */
    record Acknowledge(EnvironmentName environment, Principal by, Found found, String reason) implements Action {
        @Override
        public String headline() {
            return by.display() + " acknowledges what is live in " + environment;
        }
    }

    /** Nothing is done; it is looked at how a promotion stands. */
    record Look(String version, EnvironmentName environment) implements Action {
        @Override
        public String headline() {
            return "What became of " + version + " in " + environment;
        }
    }
}
