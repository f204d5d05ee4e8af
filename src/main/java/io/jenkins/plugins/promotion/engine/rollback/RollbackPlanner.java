package io.jenkins.plugins.promotion.engine.rollback;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.WaysBack;
import io.jenkins.plugins.promotion.engine.rollback.NoWayBackException.Reason;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the release to which a slot is to come back: by {@code previous}, a version, or the id of a promotion. It never
 * takes another one than was asked for, and says what is safe instead.
 */
public final class RollbackPlanner {
    /** The release before the one that is live. */
    public static final String PREVIOUS = "previous";

    private final SlotState slot;
    private final WaysBack ways;

    /**
     * @param slot where
     * @param ways by the record of that slot
     */
    public RollbackPlanner(SlotState slot, WaysBack ways) {
        this.slot = slot;
        this.ways = ways;
    }

    /** The releases before the one that a rollback would leave, newest first, with what stands in the way of each. */
    public List<WaysBack.Way> ways() {
        return ways.all();
    }

    /** The promotion whose release a rollback would leave; empty when nobody knows what is live. */
    public Optional<Promotion> left() {
        return ways.left();
    }

    /**
     * The way to what was asked for.
     *
     * @param to {@code previous}, a version, or the id of a promotion of this environment
     * @throws NoWayBackException when there is none
     */
    public RollbackPlan plan(String to) {
        String target = to == null || to.isBlank() ? PREVIOUS : to.strip();
        if (target.equals(PREVIOUS)) {
            return plan(ways.previous().orElseThrow(this::noneBefore).verified().release());
        }
        Release release = find(target);
        Optional<WaysBack.Refusal> refusal = ways.refusal(release);
        if (refusal.isPresent()) {
            throw new NoWayBackException(
                    Reason.valueOf(refusal.get().obstacle().name()),
                    refusal.get().reason() + " " + ways.instead());
        }
        return plan(release);
    }

    private RollbackPlan plan(Release release) {
        Promotion verified = slot.verified(release).orElseThrow();
        List<Promotion> undone = new ArrayList<>();
        ways.left().ifPresent(undone::add);
        for (WaysBack.Way way : ways.all()) {
            if (way.verified().release().isSameAs(release)) {
                break;
            }
            undone.add(way.verified());
        }
        return new RollbackPlan(ways.left().orElse(null), verified, undone, ways.migrationsSince(release));
    }

    private NoWayBackException noneBefore() {
        List<WaysBack.Way> before = ways.all();
        if (before.isEmpty()) {
            return new NoWayBackException(
                    Reason.NO_EARLIER,
                    ways.left()
                            .map(left -> "No release was verified in " + slot.environment() + " before "
                                    + left.release().version() + ". " + ways.instead())
                            .orElse("No release was ever verified in " + slot.environment() + ". " + ways.instead()));
        }
        WaysBack.Refusal first = before.get(0).refusal();
        return new NoWayBackException(
                Reason.valueOf(first.obstacle().name()),
                before.stream().map(way -> way.refusal().reason()).limit(3).collect(Collectors.joining(" ")) + " "
                        + ways.instead());
    }

    private Release find(String target) {
        Optional<Promotion> named = id(target).flatMap(slot::find);
        if (named.isPresent()) {
            return named.get().release();
        }
        List<Promotion> verified = called(target).stream()
                .filter(promotion -> promotion.outcome() == Outcome.VERIFIED)
                .toList();
        List<String> identities = verified.stream()
                .map(promotion -> promotion.release().identity())
                .distinct()
                .toList();
        if (identities.size() > 1) {
            throw new NoWayBackException(
                    Reason.AMBIGUOUS,
                    "Releases of different content are called " + target + ". Name a promotion instead: "
                            + verified.stream()
                                    .map(promotion -> promotion.id().toString())
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        List<Promotion> candidates = verified.isEmpty() ? called(target) : verified;
        if (candidates.isEmpty()) {
            throw new NoWayBackException(
                    Reason.UNKNOWN,
                    "Nothing called '" + target + "' was ever promoted to " + slot.environment()
                            + ". A version, the id of a promotion such as " + new PromotionId(slot.environment(), 1)
                            + ", or '" + PREVIOUS + "' can be named. " + ways.instead());
        }
        return candidates.get(candidates.size() - 1).release();
    }

    private List<Promotion> called(String version) {
        List<Promotion> all = new ArrayList<>(slot.ended());
        all.addAll(slot.open());
        all.removeIf(promotion -> !promotion.release().version().equals(version));
        return all;
    }

    private static Optional<PromotionId> id(String text) {
        try {
            return Optional.of(PromotionId.parse(text));
        } catch (InvalidValueException e) {
            return Optional.empty(); // then it is a version
        }
    }
}
