package io.jenkins.plugins.promotion.engine.analysis.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Averages one by one; error levels and power are in {@link CalibrationTest}. */
class SignedRankTestTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static SignedRankTest test(int looks) {
        return new SignedRankTest(new Settings(looks, 0.05, List.of(Side.UP, Side.DOWN)), 0);
    }

    /** An average that always differs by the same has no noise that could explain it, and needs only so many signs. */
    @ParameterizedTest
    @ValueSource(doubles = {0.001, 1, 50})
    void aDifferenceWithoutNoiseIsFoundSoon(double difference) {
        SignedRankTest test = test(0);
        int looks = 0;
        while (!test.test().crossed(Side.UP)) {
            test.add(100 + difference, 100);
            test.look();
            assertThat(++looks).isLessThan(20);
        }
        assertThat(test.test().crossed(Side.DOWN)).isFalse();
    }

    @Test
    void neitherEqualAveragesNorHardlyEverUnequalOnesAreACrossing() {
        SignedRankTest test = test(0);
        for (int i = 0; i < 100; i++) {
            test.add(i % 10 == 0 ? 101 : 100, i % 10 == 5 ? 101 : 100);
            test.look();
        }

        assertThat(test.test().crossed(Side.UP)).isFalse();
        assertThat(test.test().crossed(Side.DOWN)).isFalse();
    }

    /** Rare events leave most differences 0; the others still count. */
    @Test
    void mostlyEqualAveragesThatDifferToOneSideAreFound() {
        SignedRankTest test = test(0);
        for (int i = 0; i < 200; i++) {
            test.add(i % 4 == 0 ? 101 : 100, 100);
            test.look();
        }

        assertThat(test.test().crossed(Side.UP)).isTrue();
    }

    /** A wave is above 0 for a while, again and again; a memory explains it as well as a change does. */
    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void aWaveIsNoChange(int declared) {
        Random random = new Random(3);
        SignedRankTest test = test(declared);
        for (int i = 0; i < 60; i++) {
            test.add(100 + 5 * Math.sin(i / 2.0) + 0.3 * random.nextGaussian(), 100);
            test.look();
            assertThat(test.test().crossed(Side.UP)).as("look %s", i + 1).isFalse();
            if (declared > 0) {
                assertThat(test.test().p(Side.UP)).isGreaterThan(test.test().needed(Side.UP));
            }
        }
    }

    /** Against those who declare it to be independent, too, once it has come and gone. */
    @ParameterizedTest
    @ValueSource(ints = {0, 200})
    void aWaveThatIsDeclaredToBeIndependentIsNoChangeOnceItIsPlainlyNot(int declared) {
        SignedRankTest wave = new SignedRankTest(new Settings(declared, 0.05, List.of(Side.UP)), 0, true);
        for (int i = 0; i < 200; i++) {
            wave.add(100 + 5 * Math.sin(i / 1.5), 100);
            wave.look();
            assertThat(wave.test().crossed(Side.UP)).as("look %s", i + 1).isFalse();
        }
        assertThat(wave.memory()).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12})
    void whatIsDeclaredToBeIndependentIsFoundSoonerAlsoAcrossRestarts(int declared) throws Exception {
        Random random = new Random(17);
        Settings settings = new Settings(declared, 0.05, List.of(Side.UP));
        SignedRankTest guarded = new SignedRankTest(settings, 0);
        SignedRankTest steady = new SignedRankTest(settings, 0, true);
        SignedRankTest shaken = new SignedRankTest(settings, 0, true);
        int sooner = 0;
        for (int i = 0; i < 30; i++) {
            double canary = 112 + 5 * random.nextGaussian();
            double baseline = 100 + 5 * random.nextGaussian();
            for (SignedRankTest each : List.of(guarded, steady, shaken)) {
                each.add(canary, baseline);
                each.look();
            }
            shaken = again(shaken.state());
            assertThat(shaken.test().p(Side.UP)).isEqualTo(steady.test().p(Side.UP));
            sooner += steady.test().crossed(Side.UP) && !guarded.test().crossed(Side.UP) ? 1 : 0;
        }
        assertThat(steady.test().crossed(Side.UP)).isTrue();
        assertThat(sooner).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0.08", "0.6, 0.6, 0.25"})
    void theMemoryIsSaidWhereItIsClear(double memory, double expected, double tolerance) {
        Random random = new Random(5);
        SignedRankTest test = test(0);
        double state = 0;
        for (int i = 0; i < 300; i++) {
            state = memory * state + random.nextGaussian();
            test.add(100 + state, 100);
        }

        assertThat(test.memory()).isCloseTo(expected, within(tolerance));
    }

    /** Written by the version that averaged neighbours. It goes on, and weighs all alike for good. */
    @Test
    void whatAnEarlierVersionWroteIsRead() throws Exception {
        String earlier = "{\"settings\":{\"looks\":0,\"level\":0.05,\"sides\":[\"UP\"]},\"tolerance\":0.0,"
                + "\"canary\":[103.0,101.0,104.0],\"baseline\":[100.0,102.0,101.0],\"looks\":[2,3],\"together\":2}";

        SignedRankTest goesOn = again(MAPPER.readValue(earlier, SignedRankTest.State.class));

        assertThat(goesOn.estimate().value()).isCloseTo(5 / 303.0, within(1e-12));
        SignedRankTest alike = new SignedRankTest(new Settings(0, 0.05, List.of(Side.UP)), 0);
        for (int i = 0; i < 3; i++) {
            alike.add(
                    List.of(103.0, 101.0, 104.0).get(i),
                    List.of(100.0, 102.0, 101.0).get(i));
            if (i > 0) {
                alike.look();
            }
        }
        for (int i = 0; i < 30; i++) {
            goesOn.add(102 + i % 3, 100 + i % 2, i < 15 ? 0.05 : 0.5);
            goesOn.look();
            goesOn = again(goesOn.state());
            alike.add(102 + i % 3, 100 + i % 2);
            alike.look();
            assertThat(goesOn.test().p(Side.UP)).isEqualTo(alike.test().p(Side.UP));
        }
        assertThat(goesOn.test().crossed(Side.UP)).isTrue();
    }

    private static SignedRankTest again(SignedRankTest.State state) throws Exception {
        return new SignedRankTest(MAPPER.readValue(MAPPER.writeValueAsString(state), SignedRankTest.State.class));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void oneShareThroughoutChangesNothing(int declared) {
        Random random = new Random(11);
        SignedRankTest half = test(declared);
        SignedRankTest few = test(declared);
        for (int i = 0; i < 60; i++) {
            double canary = 103 + 5 * random.nextGaussian();
            double baseline = 100 + 5 * random.nextGaussian();
            half.add(canary, baseline);
            few.add(canary, baseline, 0.05);
            half.look();
            few.look();
            assertThat(few.test().p(Side.UP)).isCloseTo(half.test().p(Side.UP), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 180})
    void aRestartChangesNothingWhateverTheShares(int declared) throws Exception {
        Random random = new Random(13);
        SignedRankTest steady = test(declared);
        SignedRankTest shaken = test(declared);
        for (int i = 0; i < 90; i++) {
            double share = i < 30 ? 0.05 : i < 60 ? 0.25 : 0.5;
            double canary = 103 + 5 / Math.sqrt(share) * random.nextGaussian();
            double baseline = 100 + 5 / Math.sqrt(1 - share) * random.nextGaussian();
            steady.add(canary, baseline, share);
            steady.look();
            shaken.add(canary, baseline, share);
            shaken.look();
            shaken = again(shaken.state());
            assertThat(shaken.test().p(Side.UP)).isEqualTo(steady.test().p(Side.UP));
        }
    }

    /** What the first step brings is noise; weighed by it, the steps after it need not make up for it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 180})
    void theFirstStepOfARolloutDoesNotDrownTheOthers(int declared) {
        assertThat(found(declared, 0, true)).isLessThan(0.07);
        assertThat(found(declared, 4, true)).isGreaterThan(found(declared, 4, false) + 0.05);
    }

    /** The first step tells next to nothing, so that the bounds are those of the others, and say what the test says. */
    @Test
    void theBoundsWeighStepsAsTheTestDoes() {
        Random random = new Random(23);
        SignedRankTest test = new SignedRankTest(new Settings(0, 0.05, List.of(Side.UP)), 0);
        SignedRankTest withoutTheFirst = new SignedRankTest(new Settings(0, 0.05, List.of(Side.UP)), 0);
        for (int i = 0; i < 180; i++) {
            double share = i < 60 ? 0.01 : 0.5;
            double canary = 108 + 5 / Math.sqrt(share) * random.nextGaussian();
            double baseline = 100 + 5 / Math.sqrt(1 - share) * random.nextGaussian();
            test.add(canary, baseline, share);
            test.look();
            if (share == 0.5) {
                withoutTheFirst.add(canary, baseline, share);
                withoutTheFirst.look();
            }
        }

        assertThat(test.test().crossed(Side.UP)).isTrue();
        assertThat(test.estimate().low()).as("no change is out of bounds").isPositive();
        assertThat(test.estimate().value()).isCloseTo(withoutTheFirst.estimate().value(), within(0.005));
        assertThat(test.estimate().error()).isCloseTo(withoutTheFirst.estimate().error(), within(0.0005));
    }

    private static double found(int declared, double change, boolean weighed) {
        Random random = new Random(17);
        int found = 0;
        for (int run = 0; run < 500; run++) {
            SignedRankTest test = new SignedRankTest(new Settings(declared, 0.05, List.of(Side.UP)), 0);
            for (int i = 0; i < 180; i++) {
                double share = i < 60 ? 0.05 : i < 120 ? 0.25 : 0.5;
                double canary = 100 + change + 5 / Math.sqrt(share) * random.nextGaussian();
                double baseline = 100 + 5 / Math.sqrt(1 - share) * random.nextGaussian();
                test.add(canary, baseline, weighed ? share : 0.5);
                test.look();
            }
            found += test.test().crossed(Side.UP) ? 1 : 0;
        }
        return found / 500.0;
    }

    /** Of averages whose sides vary by 5 each: 5 sqrt(2) by difference, and that over sqrt(400) for the mean. */
    @Test
    void theErrorIsThatOfChanceAlone() {
        Random random = new Random(7);
        SignedRankTest test = test(0);
        for (int i = 0; i < 400; i++) {
            test.add(100 + 5 * random.nextGaussian(), 100 + 5 * random.nextGaussian());
            test.look();
        }

        assertThat(test.estimate().noise()).isCloseTo(0.0707, within(0.007));
        assertThat(test.estimate().error()).isCloseTo(0.00354, within(0.0004));
        assertThat(test.estimate().high() - test.estimate().value())
                .as("the bound allows for every look")
                .isGreaterThan(2.5 * test.estimate().error());
    }
}
