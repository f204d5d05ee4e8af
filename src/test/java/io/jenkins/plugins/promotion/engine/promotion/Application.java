package io.jenkins.plugins.promotion.engine.promotion;

import io.jenkins.plugins.promotion.engine.Samples;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Facts;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.policy.WaysBack;
import io.jenkins.plugins.promotion.engine.policy.WiderHold;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlan;
import io.jenkins.plugins.promotion.engine.rollback.RollbackPlanner;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One application in memory: all its slots, and a clock that moves when it is told to. */
public final class Application {
    private final Map<EnvironmentName, Environment> environments = new LinkedHashMap<>();
    private final Map<EnvironmentName, SlotState> slots = new HashMap<>();
    private final Map<EnvironmentName, List<WiderHold>> holds = new HashMap<>();
    private Instant now = Samples.START;

    public Application(Environment... environments) {
        for (Environment environment : environments) {
            configure(environment);
        }
    }

    /** Defines the environment, or changes it. */
    public Application configure(Environment environment) {
        environments.put(environment.name(), environment);
        return this;
    }

    /** Stops the environment from outside, in place of what stopped it from there before. */
    public Application holdAround(EnvironmentName name, WiderHold... wider) {
        holds.put(name, List.of(wider));
        return this;
    }

    public PromotionMachine machine(EnvironmentName name) {
        return new PromotionMachine(
                environments.getOrDefault(name, Environment.open(name)),
                this::slot,
                slots.keySet(),
                () -> holds.getOrDefault(name, List.of()),
                UserIds.IGNORING_CASE);
    }

    public SlotState slot(EnvironmentName name) {
        return slots.getOrDefault(name, SlotState.empty(name));
    }

    public Promotion promotion(PromotionId id) {
        return slot(id.environment()).find(id).orElseThrow();
    }

    public Instant now() {
        return now;
    }

    public Application passes(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** Decides and records; the events of this command. */
    public List<SlotEvent> handle(EnvironmentName name, Command command) {
        List<SlotEvent> events = machine(name).decide(slot(name), command, now);
        record(name, events);
        return events;
    }

    public void record(EnvironmentName name, List<SlotEvent> events) {
        SlotState state = slot(name);
        for (SlotEvent event : events) {
            state = state.after(new LedgerRecord(state.version() + 1, now, event));
        }
        slots.put(name, state);
    }

    public PromotionId request(EnvironmentName name, Release release) {
        return request(name, release, OnFailure.LEAVE, null);
    }

    public PromotionId request(EnvironmentName name, Release release, OnFailure onFailure, Instant deadline) {
        return request(name, Kind.PROMOTION, release, onFailure, deadline);
    }

    public PromotionId rollback(EnvironmentName name, Release release) {
        return request(name, Kind.ROLLBACK, release, OnFailure.LEAVE, null);
    }

    public PromotionId request(
            EnvironmentName name, Kind kind, Release release, OnFailure onFailure, Instant deadline) {
        PromotionId id = slot(name).nextId();
        handle(name, new Command.Request(kind, release, Samples.ADA, onFailure, deadline, null, null));
        return id;
    }

    /** Forward, with a migration. */
    public PromotionId migrate(EnvironmentName name, Release release, Migration migration, OnFailure onFailure) {
        PromotionId id = slot(name).nextId();
        handle(
                name,
                new Command.Request(
                        Kind.PROMOTION,
                        release,
                        Samples.ADA,
                        onFailure,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        migration,
                        null));
        return id;
    }

    /** Why a release is in quarantine in this application. */
    public Optional<String> quarantine(Release release) {
        return slots.values().stream()
                .flatMap(slot -> slot.quarantines().stream())
                .filter(bad -> bad.releaseIdentity().equals(release.identity()))
                .map(bad -> release.version() + " is in quarantine: " + bad.reason() + ".")
                .findFirst();
    }

    /** What a planner says. */
    public RollbackPlanner planner(EnvironmentName name) {
        return new RollbackPlanner(slot(name), WaysBack.of(slot(name), this::quarantine));
    }

    /** A rollback as it is planned. */
    public PromotionId rollBack(EnvironmentName name, String to, boolean quarantine, boolean fast) {
        RollbackPlan plan = planner(name).plan(to);
        PromotionId id = slot(name).nextId();
        handle(
                name,
                new Command.Request(
                        Kind.ROLLBACK,
                        plan.release(),
                        Samples.BOB,
                        OnFailure.ROLLBACK,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        plan.asked("it loses orders", quarantine, fast)));
        return id;
    }

    public List<SlotEvent> approve(PromotionId id, Voter voter) {
        return handle(id.environment(), new Command.CastVote(id, null, voter, Decision.APPROVE, null));
    }

    public List<SlotEvent> reject(PromotionId id, Voter voter) {
        return handle(id.environment(), new Command.CastVote(id, null, voter, Decision.REJECT, "not today"));
    }

    public List<SlotEvent> override(PromotionId id, String rule, Principal by) {
        return handle(id.environment(), new Command.Override(id, rule, by, "payments are down"));
    }

    public List<SlotEvent> hotfix(PromotionId id, Voter by) {
        return handle(id.environment(), new Command.DeclareHotfix(id, by, "payments are down"));
    }

    public List<SlotEvent> tick(PromotionId id, String item, Voter by) {
        return handle(id.environment(), new Command.Tick(id, null, item, by, true));
    }

    public List<SlotEvent> withdraw(PromotionId id, Principal by) {
        return handle(id.environment(), new Command.WithdrawVote(id, null, by));
    }

    public List<SlotEvent> quarantine(EnvironmentName name, Release release) {
        return handle(name, new Command.Quarantine(release, Samples.BOB, "it loses orders"));
    }

    public List<SlotEvent> reconsider(PromotionId id) {
        return handle(id.environment(), new Command.Reconsider(id));
    }

    /** The run of the body that the record demands succeeds. */
    public List<SlotEvent> succeeds(PromotionId id) {
        return handle(id.environment(), new Command.BodyEnded(id, token(id), null, null, true));
    }

    /** The run of the body that the record demands fails. */
    public List<SlotEvent> fails(PromotionId id) {
        return handle(id.environment(), new Command.BodyEnded(id, token(id), "exit code 1", null, true));
    }

    public List<SlotEvent> buildIsGone(PromotionId id) {
        return handle(id.environment(), new Command.BuildGone(id, "The build was deleted."));
    }

    public List<SlotEvent> abort(PromotionId id, Principal by) {
        return handle(id.environment(), new Command.Abort(id, by, "no longer wanted"));
    }

    public List<SlotEvent> acknowledge(PromotionId id, Found found) {
        return handle(id.environment(), new Command.Acknowledge(id, Samples.BOB, found, "looked at the status page"));
    }

    /** Brings a release in, whatever the rules say about it. */
    public PromotionId verified(EnvironmentName name, Release release) {
        Environment configured = environments.remove(name);
        PromotionId id = request(name, release);
        succeeds(id);
        if (configured != null) {
            environments.put(name, configured);
        }
        return id;
    }

    /** The health checks of the environment that the record demands end so. */
    public List<SlotEvent> checksEnd(PromotionId id, Verdict verdict) {
        return handle(
                id.environment(),
                new Command.VerificationEnded(
                        id,
                        token(id),
                        verdict,
                        "They ended.",
                        verdict == null
                                ? null
                                : List.of(new GateEvidence("shop", verdict.name(), "The status is 500.", 1, 2, 0)),
                        true));
    }

    public long token(PromotionId id) {
        return ((PromotionState.Holding) promotion(id).state()).token();
    }

    /** What the rules say of a promotion now. */
    public List<Finding> findings(PromotionId id) {
        return machine(id.environment()).findings(slot(id.environment()), promotion(id), now);
    }

    /** What one of them says. */
    public Finding finding(PromotionId id, String rule) {
        return findings(id).stream()
                .filter(each -> each.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    public Facts facts(PromotionId id) {
        return new Facts(
                promotion(id),
                slot(id.environment()),
                this::slot,
                UserIds.IGNORING_CASE,
                now,
                slots.keySet(),
                () -> holds.getOrDefault(id.environment(), List.of()));
    }
}
