package io.jenkins.plugins.promotion.runtime;

import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Watch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The rollback that the record demands after a watch: started once, and what became of it recorded. For workers. */
public final class DueRollback {
    private static final Logger LOGGER = Logger.getLogger(DueRollback.class.getName());

    private DueRollback() {}

    /**
     * Starts it when it is due.
     *
     * @throws io.jenkins.plugins.promotion.engine.ledger.LedgerException when the record cannot be read or written; what was
     *     started is found again
     */
    public static synchronized void start(ApplicationSlots slots, EnvironmentName environment) {
        Watch watch =
                slots.state(environment).watch().filter(Watch::isRollbackDue).orElse(null);
        if (watch == null) {
            return;
        }
        String problem = null;
        try {
            Job<?, ?> job = slots.application().item() instanceof Job<?, ?> own ? own : null;
            BuildRequests.of(slots.application(), job).rollBackUnwell(environment, watch);
        } catch (NotPossibleException e) {
            problem = e.getMessage();
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "The release of " + watch.id() + " of " + slots.application()
                            + " is not well, and was not rolled back");
        }
        slots.handle(environment, new Command.RollbackTriggered(watch.id(), watch.token(), problem));
    }
}
