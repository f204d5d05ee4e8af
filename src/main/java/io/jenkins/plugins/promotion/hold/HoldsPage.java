package io.jenkins.plugins.promotion.hold;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.config.ConfiguredEnvironments;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.Stop;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.security.PermissionNames;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.view.FormAnswer;
import io.jenkins.plugins.promotion.view.Moment;
import io.jenkins.plugins.promotion.view.Person;
import io.jenkins.plugins.promotion.view.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;

/** The environments of one place with their holds, for whoever makes the present request. */
@Restricted(NoExternalUse.class)
public final class HoldsPage {
    private static final int MOST_PAST = 20;

    private final AbstractFolder<?> folder;
    private final EnvironmentHolds holds;

    /** @param folder inside which they hold, {@code null} for the controller */
    HoldsPage(@CheckForNull AbstractFolder<?> folder) {
        this.folder = folder;
        this.holds = EnvironmentHolds.at(folder);
    }

    /** For what is held here, as a phrase. */
    public String getPlace() {
        return holds.described();
    }

    /** Whether the reader may hold and lift here. */
    public boolean isPermitted() {
        return holds.isPermitted() && !People.isNobody();
    }

    /** What the reader lacks. */
    public String getPermission() {
        return PermissionNames.name(PromotionPermissions.MANAGE);
    }

    /** The environments, in order. */
    public List<HoldRow> rows(String zone) {
        Times times = Times.ofRequest(zone);
        return holds.names().stream().map(name -> row(name, times)).toList();
    }

    /** What was held here before, the last lifted first. */
    public List<PastHold> past(String zone) {
        record Lifted(EnvironmentName name, Stop stop) {}
        Times times = Times.ofRequest(zone);
        List<Lifted> lifted = new ArrayList<>();
        for (EnvironmentName name : holds.names()) {
            try {
                holds.state(name).stops().stream()
                        .filter(stop -> !stop.isInForce())
                        .forEach(stop -> lifted.add(new Lifted(name, stop)));
            } catch (LedgerException e) {
                continue; // the row of the environment tells it
            }
        }
        return lifted.stream()
                .sorted(Comparator.comparing((Lifted one) -> one.stop().lift().at())
                        .reversed())
                .limit(MOST_PAST)
                .map(one -> PastHold.of(one.name().value(), one.stop(), times))
                .toList();
    }

    /**
     * Stops an environment.
     *
     * @param page whose index shows the form
     * @param next where to go on, below the root of Jenkins
     */
    HttpResponse hold(Object page, String environment, String reason, String next) {
        return FormAnswer.to(page, "index.jelly", "hold", environment, reason, () -> {
            EnvironmentName name = EnvironmentName.of(environment);
            if (holds.isPermitted()) {
                holds.known(name);
            }
            holds.hold(name, reason);
            return next;
        });
    }

    /** Lifts the hold of an environment; the rest is as in {@link #hold}. */
    HttpResponse lift(Object page, String environment, String reason, String next) {
        return FormAnswer.to(page, "index.jelly", "liftHold", environment, reason, () -> {
            holds.lift(EnvironmentName.of(environment), reason);
            return next;
        });
    }

    private HoldRow row(EnvironmentName name, Times times) {
        List<HoldRow.Held> all = new ArrayList<>();
        configured(name)
                .ifPresent(reason -> all.add(new HoldRow.Held(
                        Messages.HoldsPage_configured(), null, null, reason, Messages.HoldsPage_administrators())));
        try {
            for (EnvironmentHolds place : EnvironmentHolds.placesAround(folder)) {
                place.hold(name).ifPresent(hold -> all.add(held(place, hold, times)));
            }
            boolean here = holds.hold(name).isPresent();
            return new HoldRow(name.value(), all, here && isPermitted(), !here && isPermitted(), null);
        } catch (LedgerException e) {
            return new HoldRow(name.value(), all, false, false, Messages.HoldsPage_unreadable());
        }
    }

    private static HoldRow.Held held(EnvironmentHolds place, Hold hold, Times times) {
        Moment since = times.moment(hold.since());
        return new HoldRow.Held(place.described(), Person.of(hold.by()), since, hold.reason(), place.lifters());
    }

    private Optional<String> configured(EnvironmentName name) {
        try {
            return (folder == null ? ConfiguredEnvironments.global() : ConfiguredEnvironments.of(folder))
                    .find(name)
                    .map(Environment::hold);
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }
}
