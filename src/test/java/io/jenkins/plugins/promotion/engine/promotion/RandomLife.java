package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.release;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What may happen to an application, sensible or not, drawn from a seed. */
final class RandomLife {
    private static final List<Principal> PEOPLE = List.of(ADA, BOB, CLEO, Principal.of("BOB"), Principal.of("dan"));

    private final Random random;

    RandomLife(long seed) {
        this.random = new Random(seed);
    }

    Environment staging() {
        return new Environment(
                STAGING, "", random.nextBoolean() ? List.of() : List.of(approvals()), queue(), random.nextBoolean());
    }

    Environment production() {
        List<Rule> rules = new ArrayList<>();
        if (random.nextBoolean()) {
            rules.add(after(STAGING));
        }
        if (random.nextBoolean()) {
            rules.add(approvals());
        }
        return new Environment(PRODUCTION, "", rules, queue(), random.nextBoolean());
    }

    Duration time() {
        return Duration.ofSeconds(random.nextInt(60));
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    EnvironmentName place() {
        return random.nextBoolean() ? STAGING : PRODUCTION;
    }

    /** Something for this slot: mostly what fits its state, sometimes what does not. */
    Command command(SlotState slot, Instant now) {
        PromotionId id = anyId(slot);
        return switch (random.nextInt(12)) {
            case 0, 1 -> request(now);
            case 2, 3 ->
                new Command.CastVote(
                        id,
                        oneIn(4) ? "Approvals" : null,
                        new Voter(person(), oneIn(2) ? Set.of("board") : Set.of()),
                        oneIn(5) ? Decision.REJECT : Decision.APPROVE,
                        oneIn(3) ? null : "comment");
            case 4 -> new Command.Reconsider(id);
            case 5, 6, 7, 8 ->
                slot.holder().isPresent() && !oneIn(6)
                        ? bodyEnded(slot.holder().get().id(), slot)
                        : bodyEnded(id, slot);
            case 9 -> new Command.Abort(id, person(), "no longer wanted");
            case 10 -> oneIn(3) ? new Command.BuildGone(id, "gone") : new Command.Reconsider(id);
            default ->
                new Command.Acknowledge(
                        slot.marked().map(Promotion::id).orElse(id),
                        person(),
                        Found.values()[random.nextInt(Found.values().length)],
                        "looked");
        };
    }

    private Command request(Instant now) {
        Release release = oneIn(3)
                ? release(1 + random.nextInt(6), (char) ('a' + random.nextInt(3)))
                : release(1 + random.nextInt(6));
        return new Command.Request(
                oneIn(6) ? Kind.ROLLBACK : Kind.PROMOTION,
                release,
                person(),
                random.nextBoolean() ? OnFailure.ROLLBACK : OnFailure.LEAVE,
                oneIn(2) ? now.plusSeconds(random.nextInt(200)) : null,
                oneIn(5) ? " notes\n" : "",
                oneIn(5) ? "half \uD83D" : null);
    }

    private Command bodyEnded(PromotionId id, SlotState slot) {
        long token = slot.holder()
                .filter(holder -> !oneIn(6))
                .map(holder -> holder.state())
                .map(state -> state instanceof PromotionState.Deploying deploying
                        ? deploying.token()
                        : ((PromotionState.RollingBack) state).token())
                .orElse((long) random.nextInt(40) - 2);
        String failure = List.of("exit code 1", "", "\uD83D").get(random.nextInt(3));
        return new Command.BodyEnded(id, token, oneIn(2) ? null : failure, oneIn(5) ? person() : null, !oneIn(5));
    }

    private PromotionId anyId(SlotState slot) {
        return !slot.open().isEmpty() && !oneIn(6)
                ? slot.open().get(random.nextInt(slot.open().size())).id()
                : new PromotionId(
                        slot.environment(), 1 + random.nextInt(slot.nextId().number()));
    }

    private Principal person() {
        return PEOPLE.get(random.nextInt(PEOPLE.size()));
    }

    private ApprovalRule approvals() {
        return new ApprovalRule(
                oneIn(3) ? "Board" : null,
                1 + random.nextInt(2),
                List.of(),
                oneIn(3) ? List.of("board") : List.of(),
                random.nextBoolean());
    }

    private QueuePolicy queue() {
        return oneIn(3) ? QueuePolicy.IN_ORDER : QueuePolicy.NEWEST_FIRST;
    }
}
