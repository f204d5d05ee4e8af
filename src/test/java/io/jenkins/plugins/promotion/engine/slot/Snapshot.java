package io.jenkins.plugins.promotion.engine.slot;

import java.util.List;
import java.util.stream.Stream;

/** All that can be asked of a slot state, comparable. */
public record Snapshot(
        long version,
        String nextId,
        List<Promotion> open,
        List<Promotion> ended,
        Live live,
        Condition condition,
        Promotion marked,
        Hold hold,
        List<Quarantine> quarantines,
        List<Stop> stops,
        List<Acknowledgement> acknowledgements,
        Watch watch,
        List<TagRecord> tags) {
    public static Snapshot of(SlotState state) {
        return new Snapshot(
                state.version(),
                state.nextId().toString(),
                state.open(),
                List.copyOf(state.ended()),
                state.live().orElse(null),
                state.condition(),
                state.marked().orElse(null),
                state.hold().orElse(null),
                state.quarantines(),
                state.stops(),
                state.acknowledgements(),
                state.watch().orElse(null),
                Stream.concat(state.open().stream(), state.ended().stream())
                        .flatMap(promotion -> state.tags(promotion.id()).stream())
                        .toList());
    }
}
