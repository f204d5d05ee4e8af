package io.jenkins.plugins.promotion.hold;

import io.jenkins.plugins.promotion.engine.slot.Stop;
import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Person;
import io.jenkins.plugins.promotion.view.Times;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A hold that was lifted, with who set and lifted it, when and why. */
@Restricted(NoExternalUse.class)
public record PastHold(
        String environment,
        Person by,
        Moment since,
        String reason,
        Person liftedBy,
        Moment liftedAt,
        String liftReason) {
    static PastHold of(String environment, Stop stop, Times times) {
        return new PastHold(
                environment,
                Person.of(stop.by()),
                times.moment(stop.since()),
                stop.reason(),
                Person.of(stop.lift().by()),
                times.moment(stop.lift().at()),
                stop.lift().reason());
    }
}
