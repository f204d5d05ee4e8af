package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.Live;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.engine.slot.Snapshot;
import io.jenkins.plugins.promotion.engine.slot.VerificationEvent.VerificationStarted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What holds whatever happens. Thousands of random lives of one application are led, and every recorded event is judged
 * by conditions that are written down here a second time, independently of the engine.
 */
class InvariantsTest {
    private static final int LIVES = 8000;
    private static final int COMMANDS = 40;

    @Test
    void holdInEveryRandomLife() {
        Map<Outcome, Integer> ends = new HashMap<>();
        Map<String, Integer> starts = new TreeMap<>();
        Map<Condition, Integer> rollbacks = new HashMap<>();
        for (long seed = 0; seed < LIVES; seed++) {
            try {
                live(seed, ends, starts, rollbacks);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(ends.keySet())
                .as("every end occurs, or the lives are too dull")
                .containsExactlyInAnyOrder(Outcome.values());
        assertThat(rollbacks.keySet())
                .as("rollbacks start whatever is known of the target")
                .containsExactlyInAnyOrder(Condition.values());
        assertThat(starts)
                .as("deployments start under every kind of rule, and with every kind lifted")
                .containsOnlyKeys(
                        "approvals",
                        "approvals, lifted",
                        "checklist",
                        "checklist, lifted",
                        "freeze",
                        "freeze, lifted",
                        "order",
                        "order, lifted",
                        "request",
                        "window",
                        "window, lifted");
    }

    private static void live(
            long seed, Map<Outcome, Integer> ends, Map<String, Integer> starts, Map<Condition, Integer> rollbacks) {
        RandomLife life = new RandomLife(seed);
        Map<EnvironmentName, Environment> configured = new HashMap<>();
        boolean open = seed % 10 == 0; // much comes in, so that there is something to come back to
        configured.put(STAGING, open ? Environment.open(STAGING) : life.staging());
        configured.put(PRODUCTION, open ? Environment.open(PRODUCTION) : life.production());
        Application application = new Application(configured.values().toArray(Environment[]::new));
        Map<EnvironmentName, List<LedgerRecord>> records =
                Map.of(STAGING, new ArrayList<>(), PRODUCTION, new ArrayList<>());
        for (int i = 0; i < (open ? 5 * COMMANDS : COMMANDS); i++) {
            application.passes(life.time());
            if (!open && life.oneIn(25)) {
                configured.put(PRODUCTION, life.production());
                application.configure(configured.get(PRODUCTION));
            }
            EnvironmentName name = life.place();
            SlotState before = application.slot(name);
            Command command = life.command(before, application.now());
            for (SlotEvent event : handled(application, name, command)) {
                LedgerRecord record = new LedgerRecord(before.version() + 1, application.now(), event);
                judge(configured.get(name), application, before, record, starts, rollbacks);
                before = before.after(record);
                records.get(name).add(record);
                if (event instanceof SlotEvent.Ended ended) {
                    ends.merge(ended.outcome(), 1, Integer::sum);
                }
            }
            assertThat(Snapshot.of(application.slot(name))).isEqualTo(Snapshot.of(before));
            answerable(application, name);
        }
        records.values().forEach(InvariantsTest::judgeHistory);
    }

    private static List<SlotEvent> handled(Application application, EnvironmentName name, Command command) {
        try {
            return application.handle(name, command);
        } catch (NotPossibleException e) {
            assertThat(e.getMessage()).isNotBlank();
            return List.of();
        }
    }

    private static void judge(
            Environment environment,
            Application application,
            SlotState slot,
            LedgerRecord record,
            Map<String, Integer> starts,
            Map<Condition, Integer> rollbacks) {
        slot.watch().ifPresent(watch -> {
            assertThat(slot.holder())
                    .as("whatever holds the slot ends the watch")
                    .isEmpty();
            assertThat(slot.find(watch.id()).orElseThrow().outcome()).isEqualTo(Outcome.VERIFIED);
        });
        if (record.event() instanceof SlotEvent.DeployStarted started) {
            Promotion promotion = slot.find(started.id()).orElseThrow();
            assertThat(slot.holder()).isEmpty();
            if (promotion.requested().kind() == Kind.ROLLBACK) {
                RollbackJudge.judge(slot, promotion);
                rollbacks.merge(slot.condition(), 1, Integer::sum);
            } else {
                assertThat(slot.condition()).isIn(Condition.CLEAR, Condition.FAILED);
            }
            assertThat(promotion.isWaiting()).isTrue();
            assertThat(promotion.votes()).noneMatch(vote -> vote.decision() == Decision.REJECT);
            List<Rule> rules = new ArrayList<>(environment.rules());
            if (!promotion.requested().checklist().isEmpty()) {
                rules.add(new ChecklistRule(
                        "Checklist of the build", promotion.requested().checklist()));
            }
            for (Rule rule : rules) {
                boolean lifted = RuleJudge.isLifted(environment, rule, promotion);
                assertThat(lifted || RuleJudge.holds(environment, rule, promotion, slot, application, record.at()))
                        .as("the rule " + rule + " holds or is lifted")
                        .isTrue();
                starts.merge(rule.kind() + (lifted ? ", lifted" : ""), 1, Integer::sum);
            }
            assertThat(slot.hold()).isEmpty();
            assertThat(environment.hold()).isNull();
            assertThat(List.of(STAGING, PRODUCTION))
                    .flatExtracting(name -> application.slot(name).quarantines())
                    .noneMatch(bad ->
                            bad.releaseIdentity().equals(promotion.release().identity()));
            assertThat(promotion.requested().deadline() == null
                            || record.at().isBefore(promotion.requested().deadline()))
                    .isTrue();
            judgeOrder(environment, slot, promotion);
        } else if (record.event() instanceof SlotEvent.RollbackStarted started) {
            Promotion promotion = slot.find(started.id()).orElseThrow();
            assertThat(promotion.requested().kind()).isEqualTo(Kind.PROMOTION);
            assertThat(slot.live().filter(Live::verified)).isPresent();
            RollbackJudge.judgeRelease(slot, slot.live().orElseThrow().release());
        } else if (record.event() instanceof VerificationStarted started) {
            Promotion promotion = slot.find(started.id()).orElseThrow();
            assertThat(environment.health()).isNotNull();
            assertThat(started.plan().checks()).isEqualTo(environment.health().checks());
            assertThat(promotion.state())
                    .isInstanceOfAny(PromotionState.Deploying.class, PromotionState.RollingBack.class);
        } else if (record.event() instanceof SlotEvent.Ended ended
                && (ended.outcome() == Outcome.VERIFIED || ended.outcome() == Outcome.ROLLED_BACK)) {
            judgeSuccess(environment, slot.find(ended.id()).orElseThrow());
        } else if (record.event() instanceof SlotEvent.Ended ended && ended.outcome() == Outcome.SUPERSEDED) {
            Promotion older = slot.find(ended.id()).orElseThrow();
            Promotion newer = slot.find(ended.supersededBy()).orElseThrow();
            assertThat(older.isWaiting() && newer.isWaiting()).isTrue();
            assertThat(older.requested().kind()).isEqualTo(newer.requested().kind());
        }
    }

    /** What the environment looks at has passed, or it looks at nothing. */
    private static void judgeSuccess(Environment environment, Promotion promotion) {
        if (promotion.state() instanceof PromotionState.Verifying verifying) {
            assertThat(promotion.gate(verifying.gate()).orElseThrow().end().verdict())
                    .isEqualTo("PASS");
        } else {
            assertThat(environment.health()).isNull();
        }
    }

    private static void judgeOrder(Environment environment, SlotState slot, Promotion promotion) {
        boolean back = promotion.requested().kind() == Kind.ROLLBACK;
        if (environment.refuseOlder() && !back) {
            slot.live()
                    .map(Live::release)
                    .ifPresent(live -> assertThat(promotion.release())
                            .matches(one -> one.identity().equals(live.identity())
                                    || !one.builtAt().isBefore(live.builtAt())));
        }
        if (environment.queue() == QueuePolicy.IN_ORDER) {
            assertThat(slot.open().stream()
                            .filter(other -> !back || other.requested().kind() == Kind.ROLLBACK)
                            .findFirst())
                    .contains(promotion);
        }
    }

    /** Every page may ask at every moment. */
    private static void answerable(Application application, EnvironmentName name) {
        PromotionMachine machine = application.machine(name);
        SlotState slot = application.slot(name);
        for (Promotion promotion : slot.open()) {
            assertThat(machine.findings(slot, promotion, application.now()))
                    .isNotEmpty()
                    .allMatch(finding ->
                            !finding.reason().isBlank() && !finding.who().isBlank())
                    .extracting(Finding::rule)
                    .doesNotHaveDuplicates();
            Effect effect = machine.effect(slot, promotion.id(), application.now());
            assertThat(effect.getClass())
                    .isEqualTo(
                            !promotion.isHolder()
                                    ? Effect.Wait.class
                                    : promotion.state() instanceof PromotionState.Verifying
                                            ? Effect.Verify.class
                                            : Effect.RunBody.class);
            assertThat(machine.effect(slot, promotion.id(), application.now())).isEqualTo(effect);
        }
    }

    /** From the events alone. */
    private static void judgeHistory(List<LedgerRecord> records) {
        Set<PromotionId> ended = new HashSet<>();
        Set<PromotionId> acknowledged = new HashSet<>();
        PromotionId holder = null;
        for (LedgerRecord record : records) {
            SlotEvent event = record.event();
            if (event.id() == null) {
                continue;
            }
            if (event instanceof SlotEvent.Acknowledged) {
                assertThat(ended).contains(event.id());
                assertThat(acknowledged.add(event.id())).isTrue();
                continue;
            }
            assertThat(ended).doesNotContain(event.id());
            if (event instanceof SlotEvent.DeployStarted) {
                assertThat(holder).isNull();
                holder = event.id();
            } else if (event instanceof SlotEvent.Ended) {
                ended.add(event.id());
                holder = event.id().equals(holder) ? null : holder;
            }
        }
    }
}
