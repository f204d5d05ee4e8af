package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.closed;
import static io.jenkins.plugins.promotion.engine.Samples.health;
import static io.jenkins.plugins.promotion.engine.Samples.open;
import static io.jenkins.plugins.promotion.engine.Samples.release;

import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.HealthDemand;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.Hotfix.Liftable;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings.Waivable;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.UnknownAuthors;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.policy.WatchSettings;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What may happen to an application, sensible or not, drawn from a seed. */
public final class RandomLife {
    private static final List<Principal> PEOPLE = List.of(ADA, BOB, CLEO, Principal.of("BOB"), Principal.of("dan"));

    private static final WatchSettings WATCH = new WatchSettings(
            new HealthDemand(health().checks(), new GateWords(null, null, null, null, null, "2h", null)),
            OnUnwell.ROLLBACK);

    private final Random random;

    public RandomLife(long seed) {
        this.random = new Random(seed);
    }

    public Environment staging() {
        List<Rule> rules = new ArrayList<>();
        if (random.nextBoolean()) {
            rules.add(approvals());
        }
        addOthers(rules);
        return environment(STAGING, rules);
    }

    public Environment production() {
        List<Rule> rules = new ArrayList<>();
        if (random.nextBoolean()) {
            rules.add(oneIn(3) ? new OrderRule(List.of(STAGING), null, Duration.ofMinutes(2)) : after(STAGING));
        }
        if (random.nextBoolean()) {
            rules.add(approvals());
        }
        addOthers(rules);
        return environment(PRODUCTION, rules);
    }

    private Environment environment(EnvironmentName name, List<Rule> rules) {
        Hotfix hotfix = oneIn(3)
                ? new Hotfix(
                        List.of(),
                        oneIn(2) ? List.of("board") : List.of(),
                        null,
                        random.nextInt(2),
                        oneIn(2)
                                ? Set.of(Liftable.WINDOWS, Liftable.FREEZES)
                                : Set.of(Liftable.CHECKLIST, Liftable.ORDER))
                : null;
        RollbackSettings rollback = oneIn(3)
                ? new RollbackSettings(
                        oneIn(2)
                                ? Set.of(Waivable.APPROVALS, Waivable.WINDOWS)
                                : Set.of(Waivable.FREEZES, Waivable.CHECKLIST))
                : null;
        return new Environment(
                name,
                "",
                rules,
                queue(),
                random.nextBoolean(),
                hotfix,
                oneIn(40) ? "closed for today" : null,
                oneIn(3) ? health() : null,
                rollback,
                name.equals(STAGING) ? WATCH : null,
                null);
    }

    /** Windows and freezes of the first twenty minutes, a checklist, and what a request must say. */
    private void addOthers(List<Rule> rules) {
        if (oneIn(5)) {
            rules.add(open("Mon 09:0" + random.nextInt(4) + "-09:" + (10 + random.nextInt(9)), "Mon 09:19-09:30"));
        }
        if (oneIn(5)) {
            rules.add(closed(
                    "Freeze", "2026-03-02T09:0" + random.nextInt(9), "2026-03-02T09:" + (10 + random.nextInt(9))));
        }
        if (oneIn(6)) {
            rules.add(new ChecklistRule(null, oneIn(2) ? List.of("Backup") : List.of("Backup", "On call")));
        }
        if (oneIn(12)) {
            rules.add(new RequestRule(true, false));
        }
    }

    public Duration time() {
        return Duration.ofSeconds(random.nextInt(60));
    }

    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public EnvironmentName place() {
        return random.nextBoolean() ? STAGING : PRODUCTION;
    }

    /** Something for this slot: mostly what fits its state, sometimes what does not. */
    public Command command(SlotState slot, Instant now) {
        PromotionId id = anyId(slot);
        return switch (random.nextInt(19)) {
            case 0, 1 -> oneIn(verified(slot).isEmpty() ? 12 : 3) ? rollback(slot, now) : request(now);
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
            case 11 -> new Command.WithdrawVote(id, oneIn(3) ? "Board" : null, person());
            case 12, 13 -> new Command.Tick(id, null, oneIn(2) ? "Backup" : "On call", voter(), !oneIn(5));
            case 14 ->
                new Command.Override(
                        id,
                        List.of("Approvals", "Board", "Windows", "Freeze", "Checklist", "Order", "Slot")
                                .get(random.nextInt(7)),
                        person(),
                        "why");
            case 15 -> new Command.DeclareHotfix(id, voter(), "why");
            case 16 ->
                slot.hold().isPresent() || oneIn(6)
                        ? new Command.LiftHold(person(), "why")
                        : oneIn(3) ? new Command.Hold(person(), "why") : new Command.Reconsider(id);
            case 17 -> quarantine(slot);
            default ->
                new Command.Acknowledge(
                        slot.marked().map(Promotion::id).orElse(id),
                        person(),
                        Found.values()[random.nextInt(Found.values().length)],
                        "looked");
        };
    }

    private Command quarantine(SlotState slot) {
        return !slot.quarantines().isEmpty() && !oneIn(4)
                ? new Command.LiftQuarantine(slot.quarantines().get(0).releaseIdentity(), person(), "why")
                : oneIn(3)
                        ? new Command.Quarantine(release(1 + random.nextInt(6)), person(), "why")
                        : new Command.LiftQuarantine("version:1." + random.nextInt(6), person(), "why");
    }

    private Voter voter() {
        return new Voter(person(), oneIn(2) ? Set.of("board") : Set.of());
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
                oneIn(5) ? "half \uD83D" : null,
                oneIn(3)
                        ? null
                        : new Changes(
                                List.of(person(), person()),
                                oneIn(3) ? release(1 + random.nextInt(6)).identity() : null,
                                null),
                oneIn(8) ? List.of(new Command.Waiver(oneIn(2) ? "Order" : "Approvals", person(), "why")) : null,
                oneIn(10) ? new Command.Emergency(voter(), "why") : null,
                oneIn(4) ? List.of("Backup") : null,
                oneIn(4) ? Migration.values()[random.nextInt(Migration.values().length)] : null,
                null);
    }

    /** Mostly to what was there before, and from what is live; sometimes to or from anything. */
    private Command rollback(SlotState slot, Instant now) {
        List<Promotion> verified = verified(slot);
        Release release = verified.isEmpty() || oneIn(5)
                ? release(1 + random.nextInt(6))
                : verified.get(random.nextInt(verified.size())).release();
        Release from = slot.marked()
                .map(Promotion::release)
                .or(() -> slot.live().map(Live::release))
                .filter(one -> !oneIn(6))
                .orElse(release(1 + random.nextInt(6)));
        return new Command.Request(
                Kind.ROLLBACK,
                release,
                person(),
                random.nextBoolean() ? OnFailure.ROLLBACK : OnFailure.LEAVE,
                oneIn(4) ? now.plusSeconds(random.nextInt(200)) : null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                oneIn(8)
                        ? null
                        : new Rollback(
                                from.identity(),
                                from.version(),
                                oneIn(2) ? "why" : null,
                                random.nextBoolean(),
                                random.nextBoolean()));
    }

    private static List<Promotion> verified(SlotState slot) {
        return slot.ended().stream()
                .filter(promotion -> promotion.outcome() == Outcome.VERIFIED)
                .toList();
    }

    private Command bodyEnded(PromotionId id, SlotState slot) {
        PromotionState.Holding holding = slot.holder()
                .filter(holder -> !oneIn(6))
                .map(holder -> (PromotionState.Holding) holder.state())
                .orElse(null);
        long token = holding == null ? random.nextInt(40) - 2 : holding.token();
        if (holding instanceof PromotionState.Verifying ? !oneIn(6) : oneIn(9)) {
            Verdict verdict = oneIn(2) ? Verdict.PASS : Verdict.values()[random.nextInt(4)];
            return new Command.VerificationEnded(
                    id, token, oneIn(6) ? null : verdict, oneIn(3) ? null : "why", null, !oneIn(5));
        }
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
                random.nextBoolean(),
                null,
                oneIn(3),
                oneIn(2) ? UnknownAuthors.WARN : UnknownAuthors.REFUSE,
                oneIn(4) ? Duration.ofMinutes(1) : null);
    }

    private QueuePolicy queue() {
        return oneIn(3) ? QueuePolicy.IN_ORDER : QueuePolicy.NEWEST_FIRST;
    }
}
