package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.slot.Acknowledgement;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Stop;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Person;
import io.jenkins.plugins.promotion.view.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes the rows of what people stopped and found, also around the application. */
final class StopRows {
    private final ApplicationSlots application;
    private final ReleaseHistory history;
    private final Times times;
    private final boolean mayLift;

    private record Dated(Instant at, StopRow row) {}

    StopRows(ApplicationSlots application, ReleaseHistory history, Times times, boolean mayLift) {
        this.application = application;
        this.history = history;
        this.times = times;
        this.mayLift = mayLift;
    }

    /** Those that the filter takes: what is in force first, then the newest. */
    List<StopRow> all(HistoryFilter filter) {
        List<Dated> rows = new ArrayList<>();
        history.slots().forEach((name, slot) -> {
            slot.stops().forEach(stop -> add(rows, filter, name, stop, Messages.HeldLines_here()));
            slot.acknowledgements().forEach(found -> add(rows, filter, slot, found));
            around(rows, filter, name);
        });
        return rows.stream()
                .sorted(Comparator.comparing((Dated row) -> !row.row().inForce())
                        .thenComparing(Dated::at, Comparator.reverseOrder()))
                .map(Dated::row)
                .toList();
    }

    private void around(List<Dated> rows, HistoryFilter filter, EnvironmentName name) {
        for (EnvironmentHolds place :
                EnvironmentHolds.placesAround(application.application().item())) {
            try {
                place.state(name).stops().forEach(stop -> add(rows, filter, name, stop, place.described()));
            } catch (LedgerException e) {
                continue; // the card of the environment tells it
            }
        }
    }

    private void add(List<Dated> rows, HistoryFilter filter, EnvironmentName name, Stop stop, String place) {
        Stop.Lift lift = stop.lift();
        Stream<Principal> people = lift == null ? Stream.of(stop.by()) : Stream.of(stop.by(), lift.by());
        if (filter.takes(name, stop.since(), times.now(), Stream.ofNullable(stop.version()), people)) {
            rows.add(new Dated(
                    stop.since(),
                    new StopRow(
                            stop.isHold() ? Mark.held() : Mark.quarantined(),
                            name.value(),
                            stop.isHold() ? place : stop.version(),
                            Person.of(stop.by()),
                            times.moment(stop.since()),
                            stop.reason(),
                            lift == null
                                    ? null
                                    : new StopRow.End(Person.of(lift.by()), times.moment(lift.at()), lift.reason()),
                            stop.isInForce(),
                            mayLift && stop.isInForce() && !stop.isHold() ? stop.releaseIdentity() : null)));
        }
    }

    private void add(List<Dated> rows, HistoryFilter filter, SlotState slot, Acknowledgement found) {
        String version = slot.find(found.id())
                .map(one -> one.release().version())
                .orElse(found.id().toString());
        if (filter.takes(slot.environment(), found.at(), times.now(), Stream.of(version), Stream.of(found.by()))) {
            String about =
                    switch (found.found()) {
                        case CANDIDATE -> Messages.StopRows_candidate(version);
                        case PREVIOUS -> Messages.StopRows_previous(version);
                        case OTHER -> Messages.StopRows_other(version);
                    };
            rows.add(new Dated(
                    found.at(),
                    new StopRow(
                            Mark.acknowledged(),
                            slot.environment().value(),
                            about,
                            Person.of(found.by()),
                            times.moment(found.at()),
                            found.reason(),
                            null,
                            false,
                            null)));
        }
    }
}
