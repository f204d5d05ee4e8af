package io.jenkins.plugins.promotion.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What holds whatever happens, in thousands of random lives of gates with restarts and clocks that jump. The conditions
 * are written down a second time here, over the list of readings, independently of the machine.
 */
class GateInvariantsTest {
    private static final int LIVES = 3000;
    private static final int CUT_LIVES = 150;

    private record Seen(Instant at, Reading reading) {}

    private record Moment(GateEvent event, Instant now, GateMachine.Step step) {}

    @Test
    void holdInEveryRandomLife() {
        Map<Verdict, Integer> ends = new EnumMap<>(Verdict.class);
        for (long seed = 0; seed < LIVES; seed++) {
            try {
                Life life = new Life(seed, seed % 3 == 0);
                life.lead();
                ends.merge(life.gate.verdict(), 1, Integer::sum);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(ends).as("every verdict occurs, or the lives are too dull").hasSize(4);
        assertThat(ends.values()).as("%s", ends).allMatch(number -> number > LIVES / 100);
    }

    @Test
    void aGateThatIsReadBackAfterAnyEventGoesOnToTheSameEnd() {
        int cuts = 0;
        for (long seed = 0; seed < CUT_LIVES; seed++) {
            Life life = new Life(seed, true);
            life.lead();
            GateMachine machine = new GateMachine(GateCodec.readPlan(GateCodec.write(life.gate.plan)));
            for (int cut = 0; cut < life.moments.size(); cut += 1 + life.moments.size() / 40) {
                GateState state = GateCodec.readState(
                        GateCodec.write(life.moments.get(cut).step().state()));
                assertThat(state).isEqualTo(life.moments.get(cut).step().state());
                for (Moment moment : life.moments.subList(cut + 1, life.moments.size())) {
                    GateMachine.Step step = machine.handle(state, moment.event(), moment.now());
                    assertThat(step).as("seed %s, cut %s", seed, cut).isEqualTo(moment.step());
                    state = step.state();
                }
                cuts++;
            }
        }
        assertThat(cuts).isGreaterThan(CUT_LIVES * 8);
    }

    @Test
    void aRestartAfterAnyEventLosesNothing() {
        for (long seed = 0; seed < CUT_LIVES; seed++) {
            Life life = new Life(seed, false);
            life.lead();
            GateMachine machine = new GateMachine(life.gate.plan);
            for (Moment moment : life.moments) {
                GateState before = moment.step().state();
                if (before.isOver()) {
                    continue;
                }
                GateMachine.Step step = machine.handle(
                        GateCodec.readState(GateCodec.write(before)), new GateEvent.Resumed(), moment.now());
                assertThat(step.state().deadline()).isEqualTo(before.deadline());
                assertThat(step.state().soakSince()).isEqualTo(before.soakSince());
                for (int i = 0; i < before.checks().size(); i++) {
                    CheckState was = before.checks().get(i);
                    CheckState is = step.state().checks().get(i);
                    assertThat(List.of(is.successes(), is.failures(), is.errors(), is.well(), is.unwell(), is.failed()))
                            .isEqualTo(List.of(
                                    was.successes(),
                                    was.failures(),
                                    was.errors(),
                                    was.well(),
                                    was.unwell(),
                                    was.failed()));
                    assertThat(was.isUnderWay() && is.token() == was.token())
                            .as("a probe that is gone is begun anew, with a token of its own")
                            .isFalse();
                    assertThat(is.isUnderWay()).isEqualTo(was.isUnderWay());
                }
            }
        }
    }

    /** One random gate. */
    private static final class Life {
        private final Random random;
        private final boolean jumps;
        private final Gate gate;
        private final List<Moment> moments = new ArrayList<>();
        private final Map<String, List<Seen>> seen = new HashMap<>();
        private double wellness;
        private double errors;

        Life(long seed, boolean jumps) {
            this.random = new Random(seed);
            this.jumps = jumps;
            List<Check> checks = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                checks.add(random.nextBoolean() ? TcpCheck.parse("db" + i + ":1") : new BlockCheck("block " + i));
            }
            gate = new Gate(new GatePlan(
                    checks,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60 + random.nextInt(240)),
                    1 + random.nextInt(4),
                    random.nextInt(4),
                    Duration.ofSeconds(random.nextInt(3) * 15L),
                    Duration.ofSeconds(random.nextBoolean() ? 0 : random.nextInt(400)),
                    random.nextInt(5),
                    null));
            moment(null, List.of());
            mood();
        }

        private void mood() {
            wellness = List.of(1.0, 0.95, 0.7, 0.2, 0.0).get(random.nextInt(5));
            errors = List.of(0.0, 0.0, 0.1, 1.0).get(random.nextInt(4));
        }

        void lead() {
            Duration shift = Duration.ZERO;
            for (int i = 0; i < 4000 && !gate.state.isOver(); i++) {
                int dice = random.nextInt(100);
                if (dice < 3) {
                    mood();
                }
                if (dice < 45 && !gate.underWay.isEmpty()) {
                    String check = List.copyOf(gate.underWay.keySet()).get(random.nextInt(gate.underWay.size()));
                    read(check);
                } else if (dice < 50) {
                    handle(new GateEvent.Read("none", random.nextInt(9), Gate.well()));
                } else if (jumps && dice == 60) {
                    Duration jump = Duration.ofSeconds(random.nextInt(400) - 200L);
                    gate.now = gate.now.plus(jump);
                    shift = shift.plus(jump);
                    handle(new GateEvent.Tick());
                } else if (jumps && dice == 61) {
                    gate.underWay.clear();
                    gate.now = gate.now.plusSeconds(random.nextInt(100));
                    handle(new GateEvent.Resumed());
                } else if (random.nextBoolean()) {
                    gate.now = gate.now.plusMillis(random.nextInt(900));
                    handle(new GateEvent.Tick());
                } else if (gate.wakeAt.isAfter(gate.now)) {
                    gate.now = gate.wakeAt;
                    handle(new GateEvent.Tick());
                }
            }
            assertThat(gate.state.isOver()).as("every gate ends").isTrue();
            assertThat(gate.ends).as("with one verdict").hasSize(1);
            ended();
        }

        private void ended() {
            GateState end = gate.state;
            assertThat(gate.result().reason()).isNotBlank();
            assertThat(gate.result().checks())
                    .hasSameSizeAs(gate.plan.checks())
                    .allMatch(check -> !check.reason().isBlank());
            for (int i = 0; i < 5; i++) {
                gate.now = gate.now.plusSeconds(random.nextInt(100) - 20L);
                GateEvent event = i % 2 == 0
                        ? new GateEvent.Tick()
                        : new GateEvent.Read(gate.plan.checks().get(0).name(), end.tokens(), Gate.well());
                assertThat(gate.handle(event)).as("nothing after it").isEmpty();
                assertThat(gate.state).isEqualTo(end);
            }
        }

        private void read(String check) {
            double dice = random.nextDouble();
            Reading reading = dice < errors
                    ? random.nextInt(3) == 0 ? Gate.noData() : retry()
                    : random.nextDouble() < wellness ? Gate.well() : Gate.unwell();
            long token = gate.underWay.remove(check);
            boolean counts = gate.state.checks().stream().anyMatch(one -> one.token() == token);
            if (counts) {
                seen.computeIfAbsent(check, name -> new ArrayList<>()).add(new Seen(gate.now, reading));
            }
            handle(new GateEvent.Read(check, token, reading));
        }

        private Reading retry() {
            Instant at = random.nextBoolean() ? null : gate.now.plusSeconds(random.nextInt(60));
            return new Reading.Failed(Fault.RATE_LIMITED, "Later.", Duration.ZERO, 0, at);
        }

        private void handle(GateEvent event) {
            Instant last = gate.state.seenAt();
            if (gate.now.isBefore(last)) {
                Duration back = Duration.between(last, gate.now);
                seen.replaceAll((check, all) -> new ArrayList<>(all.stream()
                        .map(one -> new Seen(one.at().plus(back), one.reading()))
                        .toList()));
            }
            moment(event, gate.handle(event));
            if (gate.verdict() == Verdict.PASS) {
                passed();
            } else if (gate.verdict() == Verdict.FAIL) {
                assertThat(gate.result().checks()).anyMatch(check -> check.verdict() == Verdict.FAIL);
            }
        }

        private void moment(GateEvent event, List<GateEffect> effects) {
            moments.add(new Moment(event, gate.now, new GateMachine.Step(gate.state, effects)));
            assertThat(effects.stream()
                            .filter(GateEffect.Wake.class::isInstance)
                            .count())
                    .isEqualTo(event == null || gate.state.isOver() ? 0 : 1);
        }

        /** Of every check: the last readings in a row; and no unwell reading and enough seen time within the soak. */
        private void passed() {
            GatePlan plan = gate.plan;
            for (Check check : plan.checks()) {
                List<Seen> all = seen.get(check.name());
                assertThat(all).isNotNull().hasSizeGreaterThanOrEqualTo(plan.successThreshold());
                assertThat(all.subList(all.size() - plan.successThreshold(), all.size()))
                        .as("the last %s readings of %s", plan.successThreshold(), check.name())
                        .allMatch(one -> one.reading() instanceof Reading.Well);
                Instant soakedFrom = gate.now.minus(plan.soak());
                if (plan.failureThreshold() == 0) {
                    assertThat(all)
                            .filteredOn(one -> one.at().isAfter(soakedFrom))
                            .noneMatch(one -> one.reading() instanceof Reading.Unwell);
                }
                assertThat(observed(all)).isGreaterThanOrEqualTo(plan.soak().minus(plan.quiet()));
            }
        }

        /** How much time lies between readings that are well, what is longer than anybody would have waited left out. */
        private Duration observed(List<Seen> all) {
            Duration sum = Duration.ZERO;
            Instant before = null;
            for (Seen one : all) {
                if (one.reading() instanceof Reading.Well) {
                    Duration gap = before == null ? Duration.ZERO : Duration.between(before, one.at());
                    sum = sum.plus(gap.compareTo(gate.plan.quiet()) > 0 ? gate.plan.quiet() : gap);
                    before = one.at();
                }
            }
            return sum;
        }
    }
}
