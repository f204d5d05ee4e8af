package io.jenkins.plugins.promotion.engine.policy;

import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * To which releases a slot can come back, and what stands in the way of the others.
 *
 * <p>What came one after the other is kept like a pile: a promotion that is verified lies on top, and a rollback takes
 * away whatever lay above the release that it brought back. So the release before the live one is the one that it replaced,
 * and never one that was left for being bad.
 *
 * <p>Past a promotion with an irreversible migration there is no way back, however it ended: once it had begun, nobody can
 * say that the data is as it was. What was verified after it works on the data as it is.
 */
public final class WaysBack {
    private static final int NAMED = 3;

    private final SlotState slot;
    private final Function<Release, Optional<String>> quarantine;
    private final Promotion left;
    private final List<Promotion> pile;

    private WaysBack(SlotState slot, Function<Release, Optional<String>> quarantine) {
        this.slot = slot;
        this.quarantine = quarantine;
        this.pile = pile(slot);
        this.left = left(slot).orElse(null);
    }

    /**
     * By the record of a slot.
     *
     * @param quarantine why a release is in quarantine anywhere in the application, empty when it is not
     */
    public static WaysBack of(SlotState slot, Function<Release, Optional<String>> quarantine) {
        return new WaysBack(slot, quarantine);
    }

    /** With the quarantines that are among the facts. */
    public static WaysBack of(Facts facts) {
        return of(facts.slot(), release -> Stoppages.quarantine(facts, release));
    }

    /** Why a release is none to come back to. */
    public enum Obstacle {
        /** It is what is live, or what a rollback is to leave. */
        CURRENT,
        /** It was never verified here. */
        UNVERIFIED,
        /** It is in quarantine. */
        QUARANTINED,
        /** An irreversible migration lies between. */
        BARRED,
        /** It was not here before the release that is to be left. */
        NOT_BEFORE
    }

    /**
     * A release that was verified here before the one that is to be left.
     *
     * @param verified its last verified promotion
     * @param refusal why it is none to come back to, {@code null} when it is
     */
    public record Way(Promotion verified, Refusal refusal) {
        /** Whether a rollback may go there. */
        public boolean isOpen() {
            return refusal == null;
        }
    }

    /**
     * Why not.
     *
     * @param obstacle what stands in the way
     * @param reason the same in a sentence
     */
    public record Refusal(Obstacle obstacle, String reason) {}

    /**
     * The promotion of the release that a rollback would leave: of the one that is being deployed, else of the one that
     * failed or of which nobody knows how it ended, else of the live one. Empty when nobody knows what is live.
     */
    public Optional<Promotion> left() {
        return Optional.ofNullable(left);
    }

    /** The releases before that one, from the newest to the oldest, each once, those that are no way back included. */
    public List<Way> all() {
        List<Way> ways = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (left != null) {
            seen.add(left.release().identity());
        }
        for (int i = top() - 1; i >= 0; i--) {
            Promotion verified = pile.get(i);
            if (seen.add(verified.release().identity())) {
                ways.add(new Way(
                        verified,
                        quarantined(verified.release())
                                .or(() -> barred(verified.release()))
                                .orElse(null)));
            }
        }
        return List.copyOf(ways);
    }

    /** The newest release before that one to which a rollback may go. */
    public Optional<Way> previous() {
        return all().stream().filter(Way::isOpen).findFirst();
    }

    /** What stands between here and a release; empty when a rollback may go there. */
    public Optional<Refusal> refusal(Release release) {
        String version = release.version();
        if (left != null && left.release().isSameAs(release)) {
            return refused(Obstacle.CURRENT, version + " is the release that a rollback would leave.");
        } else if (slot.verified(release).isEmpty()) {
            return refused(Obstacle.UNVERIFIED, version + " was never verified in " + slot.environment() + ".");
        }
        return quarantined(release).or(() -> barred(release)).or(() -> notBefore(release));
    }

    /** What can be done instead, in a sentence. */
    public String instead() {
        List<String> open = all().stream()
                .filter(Way::isOpen)
                .map(way -> way.verified().release().version() + " ("
                        + way.verified().id() + ")")
                .limit(NAMED)
                .toList();
        return open.isEmpty()
                ? "There is no release to come back to: promote one that mends it."
                : "Safe to come back to: " + String.join(", ", open) + ".";
    }

    /**
     * The promotions after a release was verified last that changed the data, from the oldest to the newest, whatever became
     * of them.
     */
    public List<Promotion> migrationsSince(Release release) {
        return since(release).stream()
                .filter(promotion -> promotion.requested().migration() != null
                        && promotion.requested().migration() != Migration.NONE)
                .toList();
    }

    private Optional<Refusal> quarantined(Release release) {
        return quarantine.apply(release).map(reason -> new Refusal(Obstacle.QUARANTINED, reason));
    }

    private Optional<Refusal> barred(Release release) {
        List<Promotion> barriers = since(release).stream()
                .filter(promotion -> promotion.requested().migration() == Migration.IRREVERSIBLE)
                .toList();
        return barriers.isEmpty()
                ? Optional.empty()
                : refused(
                        Obstacle.BARRED,
                        release.version() + " lies behind the irreversible migration of "
                                + barriers.stream()
                                        .map(barrier -> barrier.release().version() + " (" + barrier.id() + ")")
                                        .collect(Collectors.joining(" and of "))
                                + ": it cannot work on the data as it is now.");
    }

    private Optional<Refusal> notBefore(Release release) {
        return pile.subList(0, top()).stream().anyMatch(one -> one.release().isSameAs(release))
                ? Optional.empty()
                : refused(
                        Obstacle.NOT_BEFORE,
                        release.version() + " was not here before "
                                + (left == null ? "" : left.release().version())
                                + ", so that it is no way back. To go on to it, promote it.");
    }

    /** Other releases whose deployment began after this one was verified last. */
    private List<Promotion> since(Release release) {
        List<Promotion> ended = slot.ended();
        int last = ended.size() - 1;
        while (last >= 0
                && !(ended.get(last).outcome() == Outcome.VERIFIED
                        && ended.get(last).release().isSameAs(release))) {
            last--;
        }
        List<Promotion> since = new ArrayList<>(ended.subList(last + 1, ended.size()));
        slot.holder().ifPresent(since::add);
        since.removeIf(promotion -> !touched(promotion) || promotion.release().isSameAs(release));
        return since;
    }

    /** How much of the pile lies below the release that is to be left. */
    private int top() {
        int at = left == null ? -1 : lastOf(pile, left.release());
        return at < 0 ? pile.size() : at;
    }

    private static Optional<Promotion> left(SlotState slot) {
        Optional<Promotion> last =
                slot.holder().or(() -> slot.condition() == Condition.CLEAR ? Optional.empty() : slot.marked());
        if (last.isEmpty() || last.get().requested().kind() == Kind.PROMOTION) {
            return last.or(() -> slot.live().map(Live::by).flatMap(slot::find));
        }
        // a rollback that did not succeed has left nothing yet
        String from = last.get().requested().rollback() == null
                ? null
                : last.get().requested().rollback().fromIdentity();
        return from == null
                ? Optional.empty()
                : slot.latest(promotion ->
                        touched(promotion) && promotion.release().identity().equals(from));
    }

    private static boolean touched(Promotion promotion) {
        return promotion.isHolder()
                || promotion.outcome() != null && promotion.outcome().touchedTarget();
    }

    private static List<Promotion> pile(SlotState slot) {
        List<Promotion> pile = new ArrayList<>();
        for (Promotion promotion : slot.ended()) {
            if (promotion.outcome() == Outcome.VERIFIED) {
                int below = promotion.requested().kind() == Kind.ROLLBACK ? lastOf(pile, promotion.release()) : -1;
                if (below >= 0) {
                    pile.subList(below, pile.size()).clear();
                }
                pile.add(promotion);
            }
        }
        return pile;
    }

    private static int lastOf(List<Promotion> promotions, Release release) {
        for (int i = promotions.size() - 1; i >= 0; i--) {
            if (promotions.get(i).release().isSameAs(release)) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Refusal> refused(Obstacle obstacle, String reason) {
        return Optional.of(new Refusal(obstacle, reason));
    }
}
