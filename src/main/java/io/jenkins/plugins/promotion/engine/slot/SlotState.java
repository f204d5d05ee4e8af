package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that the ledger says of one slot, computed from its records in order.
 *
 * <p>Immutable. {@link #after} is the only way to a next state and rejects a record that cannot follow, so that a state
 * always keeps the invariants: at most one holder, one end for each promotion, nothing of a promotion after its end but
 * its acknowledgement.
 *
 * <p>It is a class and not a record because its list of ended promotions shares storage with the states before it.
 */
public final class SlotState {
    private final EnvironmentName environment;
    private final long version;
    private final int requests;
    private final List<Promotion> open;
    private final History<Promotion> ended;
    private final Live live;
    private final Condition condition;
    private final Promotion marked;
    private final Stops stops;
    private final Watches watches;

    private SlotState(
            EnvironmentName environment,
            long version,
            int requests,
            List<Promotion> open,
            History<Promotion> ended,
            Live live,
            Condition condition,
            Promotion marked,
            Stops stops,
            Watches watches) {
        this.environment = environment;
        this.version = version;
        this.requests = requests;
        this.open = List.copyOf(open);
        this.ended = ended;
        this.live = live;
        this.condition = condition;
        this.marked = marked;
        this.stops = stops;
        this.watches = watches;
    }

    /** A slot without any record. */
    public static SlotState empty(EnvironmentName environment) {
        return new SlotState(
                environment, 0, 0, List.of(), History.empty(), null, Condition.CLEAR, null, Stops.NONE, Watches.NONE);
    }

    /** The environment of this slot. */
    public EnvironmentName environment() {
        return environment;
    }

    /** The number of its last record, 0 without any: what an append must name. */
    public long version() {
        return version;
    }

    /** The promotions that have not ended, in the order of their requests. */
    public List<Promotion> open() {
        return open;
    }

    /** The promotions that have ended, in the order of their ends. */
    public List<Promotion> ended() {
        return Collections.unmodifiableList(ended);
    }

    /** The promotion that holds the slot. */
    public Optional<Promotion> holder() {
        return open.stream().filter(Promotion::isHolder).findFirst();
    }

    /** What is live, as far as the record goes. */
    public Optional<Live> live() {
        return Optional.ofNullable(live);
    }

    /** What is known of the target. */
    public Condition condition() {
        return condition;
    }

    /** The promotion that left the slot in a condition other than {@link Condition#CLEAR}. */
    public Optional<Promotion> marked() {
        return Optional.ofNullable(marked);
    }

    /** The hold on the slot, while there is one. */
    public Optional<Hold> hold() {
        return stops.hold();
    }

    /** The releases that are in quarantine by the record of this slot, in the order in which they were found bad. */
    public List<Quarantine> quarantines() {
        return stops.quarantines();
    }

    /** All that was ever held or put into quarantine here, in order; what was lifted tells how. */
    public List<Stop> stops() {
        return stops.all();
    }

    /** The watch over what is live, whether it has ended or not. */
    public Optional<Watch> watch() {
        return watches.present();
    }

    /** The watch that a promotion has, or will have once it is verified. */
    public Optional<Watch> watch(PromotionId id) {
        return watches.of(id);
    }

    /** What people found where the record did not know, in order. */
    public List<Acknowledgement> acknowledgements() {
        return stops.acknowledgements();
    }

    /** The tags that were wanted for a promotion, in order. They are made once it is verified. */
    public List<TagRecord> tags(PromotionId id) {
        return stops.tags().of(id);
    }

    /** The tags that are due or being made: those of verified promotions of which nobody knows what became of them. */
    public List<TagRecord> dueTags() {
        return stops.tags().due(open);
    }

    /** The id that the next request gets. */
    public PromotionId nextId() {
        return new PromotionId(environment, requests + 1);
    }

    /** A promotion by its id, open or ended. */
    public Optional<Promotion> find(PromotionId id) {
        return latest(promotion -> promotion.id().equals(id));
    }

    /** The last end of a promotion that verified this very release here. */
    public Optional<Promotion> verified(Release release) {
        return latest(promotion ->
                promotion.outcome() == Outcome.VERIFIED && promotion.release().isSameAs(release));
    }

    /** The newest promotion of which the condition holds, open ones first. */
    public Optional<Promotion> latest(Predicate<Promotion> condition) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (condition.test(open.get(i))) {
                return Optional.of(open.get(i));
            }
        }
        return ended.last(condition);
    }

    /**
     * The state after one more record.
     *
     * @throws IllegalStateException when the record cannot follow this state; the message says why
     */
    public SlotState after(LedgerRecord next) {
        demand(next.number() == version + 1, "record " + next.number() + " cannot follow record " + version);
        SlotEvent event = next.event();
        if (event instanceof SlotEvent.Requested requested) {
            demand(requested.id().equals(nextId()), requested.id() + " was requested, " + nextId() + " is due");
            List<Promotion> all = new ArrayList<>(open);
            all.add(Promotion.requested(requested, next.at()));
            return new SlotState(
                    environment, version + 1, requests + 1, all, ended, live, condition, marked, stops, watches);
        } else if (event instanceof SlotEvent.DeployStarted started) {
            demand(holder().isEmpty(), started.id() + " cannot start while another promotion holds the slot");
            demand(waiting(started.id()).mayStart(condition), started.id() + " cannot start: the slot is " + condition);
            demand(stops.hold().isEmpty(), started.id() + " cannot start while the slot is held");
            return replace(
                    waiting(started.id()).started(started, new PromotionState.Deploying(next.number(), next.at())),
                    watches.overtaken(next.at()));
        } else if (event instanceof SlotEvent.RollbackStarted started) {
            Promotion promotion = open(started.id());
            demand(
                    promotion.isDeployment() && live != null,
                    started.id() + " cannot roll back from " + promotion.state());
            return replace(
                    promotion.in(new PromotionState.RollingBack(next.number(), next.at(), live, started.reason())));
        } else if (event instanceof SlotEvent.Ended end) {
            return ended(end, next.at());
        } else if (event instanceof SlotEvent.Acknowledged acknowledged) {
            return acknowledged(acknowledged, next.at());
        } else if (event instanceof TagEvent tag) {
            return with(stops.with(stops.tags().after(tag, find(tag.id()), next.at())), watches);
        }
        Watches nowWatches = watches.after(next, holder().orElse(null));
        if (nowWatches != null) {
            return with(stops, nowWatches);
        }
        Promotion deploying = InDeployment.after(next, this::open);
        if (deploying != null) {
            return replace(deploying);
        }
        Stops nowStops = stops.after(event, next.at());
        return nowStops == null
                ? replace(WhileWaiting.after(event, waiting(event.id()), next.at()))
                : with(nowStops, watches);
    }

    private SlotState with(Stops nowStops, Watches nowWatches) {
        return new SlotState(
                environment, version + 1, requests, open, ended, live, condition, marked, nowStops, nowWatches);
    }

    private SlotState ended(SlotEvent.Ended end, Instant at) {
        Promotion before = open(end.id());
        demand(
                before.isHolder() == end.outcome().touchedTarget(),
                end.id() + " cannot end " + end.outcome() + " from " + before.state());
        Promotion after =
                before.in(new PromotionState.Over(end.outcome(), at, end.reason(), end.by(), end.supersededBy()));
        List<Promotion> rest = new ArrayList<>(open);
        rest.remove(before);
        Live nowLive = live;
        Condition nowCondition = condition;
        Promotion nowMarked = marked;
        if (end.outcome().touchedTarget()) {
            nowCondition = Condition.after(end.outcome());
            nowMarked = nowCondition == Condition.CLEAR ? null : after;
            if (end.outcome() == Outcome.VERIFIED) {
                nowLive = new Live(after.release(), after.id(), at, true);
            }
        }
        return new SlotState(
                environment,
                version + 1,
                requests,
                rest,
                ended.plus(after),
                nowLive,
                nowCondition,
                nowMarked,
                stops.with(stops.tags().ended(after)),
                watches.after(end, at));
    }

    private SlotState acknowledged(SlotEvent.Acknowledged event, Instant at) {
        demand(
                condition.needsAcknowledgement() && marked.id().equals(event.id()),
                event.id() + " is not what the slot waits to have acknowledged");
        Live nowLive =
                switch (event.found()) {
                    case CANDIDATE -> new Live(marked.release(), marked.id(), at, false);
                    case PREVIOUS -> live;
                    case OTHER -> null;
                };
        Stops looked = stops.with(new Acknowledgement(event.id(), event.by(), event.found(), event.reason(), at));
        return new SlotState(
                environment, version + 1, requests, open, ended, nowLive, Condition.CLEAR, null, looked, watches);
    }

    private Promotion open(PromotionId id) {
        return open.stream()
                .filter(promotion -> promotion.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(id + " is not open"));
    }

    private Promotion waiting(PromotionId id) {
        Promotion promotion = open(id);
        demand(promotion.isWaiting(), id + " does not wait, it is " + promotion.state());
        return promotion;
    }

    private SlotState replace(Promotion changed) {
        return replace(changed, watches);
    }

    private SlotState replace(Promotion changed, Watches nowWatches) {
        List<Promotion> all = new ArrayList<>(open);
        all.replaceAll(promotion -> promotion.id().equals(changed.id()) ? changed : promotion);
        return new SlotState(
                environment, version + 1, requests, all, ended, live, condition, marked, stops, nowWatches);
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
