package io.jenkins.plugins.promotion.engine.rollout;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutAct;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What holds whatever happens, in thousands of random lives. The conditions are written down a second time here, over the
 * list of records and over what the target was told, independently of the machine.
 */
class RolloutInvariantsTest {
    private static final int LIVES = 3000;
    private static final int CUT_LIVES = 200;
    private static final int MOST_MOVES = 200;

    @Test
    void holdInEveryRandomLife() {
        Map<RolloutOutcome, Integer> ends = new EnumMap<>(RolloutOutcome.class);
        int stranded = 0;
        for (long seed = 0; seed < LIVES; seed++) {
            try {
                Life life = new Life(seed);
                life.lead();
                judge(life);
                ends.merge(life.rollout().end().outcome(), 1, Integer::sum);
                stranded += life.rollout().end().weight() == null ? 1 : 0;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(ends).as("every end occurs, or the lives are too dull").hasSize(4);
        assertThat(ends.values()).as("%s", ends).allMatch(number -> number > LIVES / 100);
        assertThat(stranded).isGreaterThan(LIVES / 100);
    }

    /**
     * Killed after any record, with nothing known but the ledger: what is demanded is the weight of that record, never
     * another one, the bake ends when it was to end, and what follows by itself is recorded as it would have been.
     */
    @Test
    void aCrashAfterAnyRecordLosesNothing() {
        int cuts = 0;
        for (long seed = 0; seed < CUT_LIVES; seed++) {
            Life life = new Life(seed);
            life.lead();
            SlotState whole = life.start;
            for (int i = 0; i < life.records.size(); i++) {
                whole = whole.after(life.records.get(i));
                cut(life, whole, i);
                cuts++;
            }
        }
        assertThat(cuts).isGreaterThan(CUT_LIVES * 8);
    }

    private static void cut(Life life, SlotState slot, int last) {
        Instant later = life.records.get(last).at();
        RolloutRecord cut = rollout(slot, life.id);
        RolloutEffect effect = RolloutMachine.effect(cut, later);
        RolloutWeight weight = cut.current().orElse(null);
        if (effect instanceof RolloutEffect.RunBody run) {
            assertThat(run.weight()).isEqualTo(weight.weight());
            assertThat(run.token()).isEqualTo(weight.token());
        }
        List<SlotEvent> follow = RolloutMachine.decide(slot, new RolloutCommand.Advance(life.id, life.name), later);
        // what the next records of the same decision were, the clock standing still
        List<SlotEvent> before = new ArrayList<>();
        for (int i = last + 1; i < life.records.size() && life.decisions.get(i).equals(life.decisions.get(last)); i++) {
            before.add(life.records.get(i).event());
        }
        assertThat(follow).isEqualTo(before);
        assertThat(rollout(slot, life.id).bakeEnd()).isEqualTo(cut.bakeEnd());
    }

    /** From the events alone. */
    private static void judge(Life life) {
        RolloutPlan plan = life.plan;
        int step = 0;
        boolean moving = false;
        boolean back = false;
        boolean over = false;
        boolean paused = false;
        boolean sentBack = false;
        boolean harm = false;
        long token = 0;
        int weight = 0;
        for (LedgerRecord record : life.records) {
            assertThat(over).as("nothing after the end").isFalse();
            if (record.event() instanceof RolloutEvent.WeightIntended intended) {
                assertThat(moving).as("one run of the body at a time").isFalse();
                assertThat(back).as("nothing after the way back").isFalse();
                assertThat(intended.weight()).isBetween(0, 100);
                if (intended.ends() == null) {
                    assertThat(sentBack || harm || paused).as("no way forward").isFalse();
                    assertThat(intended.step()).isEqualTo(++step);
                    assertThat(intended.weight())
                            .isEqualTo(plan.step(step).weight())
                            .isGreaterThanOrEqualTo(weight);
                } else {
                    assertThat(intended.weight()).isZero();
                    back = true;
                }
                weight = intended.weight();
                token = record.number();
                moving = true;
            } else if (record.event() instanceof RolloutEvent.WeightSet set) {
                assertThat(moving).isTrue();
                assertThat(set.token()).isEqualTo(token);
                assertThat(set.weight()).isEqualTo(weight);
                moving = false;
            } else if (record.event() instanceof RolloutEvent.RolloutPaused) {
                paused = true;
            } else if (record.event() instanceof RolloutEvent.RolloutResumed
                    || record.event() instanceof RolloutEvent.StepSkipped) {
                paused = false;
            } else if (record.event() instanceof RolloutEvent.RolloutSentBack) {
                sentBack = true;
            } else if (record.event() instanceof RolloutEvent.RolloutLooked looked) {
                harm |= looked.verdict().equals("FAIL");
            } else if (record.event() instanceof RolloutEvent.RolloutEnded ended) {
                over = true;
                assertThat(moving).isFalse();
                assertThat(ended.outcome() == RolloutOutcome.PASSED).isEqualTo(!back);
                assertThat(sentBack).as("sent back is not passed").isEqualTo(ended.outcome() == RolloutOutcome.ABORTED);
                assertThat(ended.weight()).isIn(null, back ? 0 : 100);
            }
        }
        assertThat(over).as("every life comes to its end").isTrue();
        judgePass(life);
        life.told.forEach(told -> assertThat(told).isBetween(0, 100));
    }

    /** A pass has gone through every step, has baked, and has been judged or accepted. */
    private static void judgePass(Life life) {
        RolloutRecord rollout = life.rollout();
        if (rollout.end().outcome() != RolloutOutcome.PASSED) {
            return;
        }
        assertThat(rollout.weights()).hasSize(life.plan.steps().size()).allMatch(one -> one.failure() == null);
        boolean accepted = rollout.acts().stream().anyMatch(act -> act.kind() == RolloutAct.Kind.RESUMED);
        boolean passes = life.plan.onInconclusive() == OnInconclusive.PASS;
        boolean judged = rollout.looks().stream().anyMatch(look -> look.event().concludes());
        assertThat(life.plan.analysis() == null || judged || accepted || passes)
                .as("what never measured anything has not passed")
                .isTrue();
        for (int i = 0; i + 1 < rollout.weights().size(); i++) {
            int step = i + 1;
            Duration stood = Duration.between(
                    rollout.weights().get(i).setAt(),
                    rollout.weights().get(i + 1).intendedAt());
            boolean cutShort =
                    rollout.acts().stream().anyMatch(act -> act.step() == step && act.kind() == RolloutAct.Kind.SKIPPED)
                            || rollout.looks().stream()
                                    .anyMatch(look -> look.event().step() == step
                                            && look.event().concludes()
                                            && look.event().verdict().equals("PASS"));
            if (!cutShort) {
                assertThat(stood).isGreaterThanOrEqualTo(life.plan.step(step).bake());
            }
        }
    }

    private static RolloutRecord rollout(SlotState slot, PromotionId id) {
        return slot.find(id).orElseThrow().rollout(Rollout.NAME).orElseThrow();
    }

    /** A random plan, and whatever people, bodies, analyses and clocks do to it until it is over. */
    private static final class Life {
        final RolloutPlan plan;
        final PromotionId id;
        final String name = Rollout.NAME;
        final SlotState start;
        final List<LedgerRecord> records = new ArrayList<>();
        /** In which decision a record was made. */
        final List<Integer> decisions = new ArrayList<>();
        /** The weights that the target was told to set. */
        final List<Integer> told = new ArrayList<>();

        private final Random random;
        private SlotState slot;
        private Instant now;
        private int looks;
        private int moves;

        Life(long seed) {
            random = new Random(seed);
            plan = plan();
            Rollout base = new Rollout(null);
            id = base.id;
            slot = base.application.slot(PRODUCTION);
            start = slot;
            now = base.now();
        }

        private RolloutPlan plan() {
            String strategy = pick("canary", "canary", "rolling", "blueGreen");
            boolean analysed = random.nextBoolean();
            return new RolloutWords(
                            strategy,
                            strategy.equals("blueGreen") ? null : pick("1,2,99", "5,25,50,100", "50"),
                            analysed || random.nextBoolean() ? "5m" : "0s",
                            pick("1m", "2m", "10m"),
                            analysed ? "web-slo" : null,
                            pick("pause", "fail", "pass"))
                    .plan();
        }

        RolloutRecord rollout() {
            return RolloutInvariantsTest.rollout(slot, id);
        }

        void lead() {
            handle(new RolloutCommand.Start(id, name, plan));
            while (!rollout().isOver()) {
                moves++;
                if (moves > MOST_MOVES || random.nextInt(4) > 0) {
                    goOn();
                } else {
                    somethingHappens();
                }
            }
        }

        /** What the effect demands is done. */
        private void goOn() {
            RolloutEffect effect = RolloutMachine.effect(rollout(), now);
            if (effect instanceof RolloutEffect.RunBody run) {
                told.add(run.weight());
                now = now.plusMillis(random.nextInt(30_000));
                boolean fails = random.nextInt(run.back() ? 4 : 15) == 0;
                handle(new RolloutCommand.BodyEnded(id, name, run.token(), fails ? "exit code 1" : null));
            } else if (effect instanceof RolloutEffect.StopBody stop) {
                handle(new RolloutCommand.BodyEnded(id, name, stop.token(), random.nextBoolean() ? "stopped" : null));
            } else if (effect instanceof RolloutEffect.Bake bake) {
                now = bake.wakeAt().isAfter(now) ? bake.wakeAt() : now;
                if (bake.looks()) {
                    look();
                } else {
                    handle(new RolloutCommand.Advance(id, name));
                }
            } else if (effect instanceof RolloutEffect.WaitForPerson wait) {
                if (wait.wakeAt() != null && random.nextBoolean()) {
                    now = wait.wakeAt();
                    look();
                } else {
                    now = now.plusSeconds(random.nextInt(10_000));
                    person(random.nextInt(6) == 0 ? 3 : 1);
                }
            }
        }

        private void look() {
            looks++;
            int chance = random.nextInt(60);
            Outcome said = chance == 0 ? Outcome.FAIL : chance == 1 ? Outcome.PASS : Outcome.CONTINUE;
            int last = random.nextInt(12);
            Outcome conclusion = last == 0
                    ? Outcome.FAIL
                    : last < 3 ? Outcome.INCONCLUSIVE : last == 3 ? Outcome.ERROR : Outcome.PASS;
            Report report = Rollout.report(looks, said);
            handle(new RolloutCommand.Looked(
                    id, name, rollout().step(), now, report, Rollout.report(looks, conclusion)));
        }

        private void somethingHappens() {
            now = now.plusSeconds(random.nextInt(200));
            switch (random.nextInt(12)) {
                case 0 -> handle(new RolloutCommand.BodyEnded(id, name, random.nextInt(20), "from another run"));
                case 1 ->
                    handle(new RolloutCommand.Looked(
                            id,
                            name,
                            random.nextInt(5),
                            now.minusSeconds(random.nextInt(100)),
                            Rollout.report(looks + 1, Outcome.CONTINUE),
                            null));
                case 2 -> {
                    if (random.nextInt(4) == 0) {
                        handle(new RolloutCommand.Stop(id, name, null, "The build was aborted."));
                    }
                }
                case 3, 4, 5 -> person(random.nextInt(3));
                case 6 -> person(random.nextInt(4));
                default -> handle(new RolloutCommand.Advance(id, name));
            }
        }

        private void person(int does) {
            handle(
                    switch (does) {
                        case 0 -> new RolloutCommand.Pause(id, null, ADA, "why");
                        case 1 -> new RolloutCommand.Resume(id, name, ADA, "why");
                        case 2 -> new RolloutCommand.Skip(id, name, ADA, "why");
                        default -> new RolloutCommand.Back(id, null, ADA, "why");
                    });
        }

        private void handle(RolloutCommand command) {
            List<SlotEvent> events;
            try {
                events = RolloutMachine.decide(slot, command, now);
            } catch (NotPossibleException e) {
                return;
            }
            int decision = records.isEmpty() ? 1 : decisions.get(decisions.size() - 1) + 1;
            for (SlotEvent event : events) {
                LedgerRecord record = new LedgerRecord(slot.version() + 1, now, event);
                slot = slot.after(record);
                records.add(record);
                decisions.add(decision);
            }
            assertThat(RolloutMachine.effect(rollout(), now))
                    .as("asked again it is the same")
                    .isEqualTo(RolloutMachine.effect(rollout(), now));
            assertThat(RolloutMachine.decide(slot, new RolloutCommand.Advance(id, name), now))
                    .as("nothing is left to follow")
                    .isEmpty();
        }

        private String pick(String... some) {
            return some[random.nextInt(some.length)];
        }
    }
}
