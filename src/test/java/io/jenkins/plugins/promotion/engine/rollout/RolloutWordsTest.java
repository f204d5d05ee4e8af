package io.jenkins.plugins.promotion.engine.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.Samples;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # strategy | steps        | bake           | weights, phases and bakes
                       |              |                | 5 shift 5m, 25 shift 5m, 50 shift 5m, 100 shift 0s
            canary     | 5,25,50,100  | 10m            | 5 shift 10m, 25 shift 10m, 50 shift 10m, 100 shift 0s
            canary     | 5 %, 50%     | 1h             | 5 shift 1h, 50 shift 1h, 100 shift 0s
            canary     | 10,100       | 30m, 10m       | 10 shift 30m, 100 shift 10m
            canary     | 10,20        | 30m,10m        | 10 shift 30m, 20 shift 10m, 100 shift 0s
            canary     | 100          | 10m            | 100 shift 0s
            rolling    | 33,66        | 0s             | 33 shift 0s, 66 shift 0s, 100 shift 0s
            blueGreen  |              | 15m            | 0 prepare 0s, 0 verify 0s, 100 switch 15m, 100 retire 0s
            blueGreen  |              | 0s,1m,15m      | 0 prepare 0s, 0 verify 1m, 100 switch 15m, 100 retire 0s
            blueGreen  |              | 1s,2s,3s,4s    | 0 prepare 1s, 0 verify 2s, 100 switch 3s, 100 retire 4s
            """)
    void aPlan(String strategy, String steps, String bake, String expected) {
        RolloutPlan plan = new RolloutWords(strategy, steps, bake, null, null, null).plan();

        assertThat(plan.steps().stream()
                        .map(step -> step.weight() + " " + step.phase().word() + " " + DurationText.format(step.bake()))
                        .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
        assertThat(DurationText.format(plan.interval())).isEqualTo("1m");
        assertThat(plan.onInconclusive()).isEqualTo(OnInconclusive.PAUSE);
        assertThat(RolloutPlan.of(plan.started(new PromotionId(Samples.PRODUCTION, 1), "r")))
                .as("what the record keeps is all of it")
                .isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # strategy | steps     | bake  | interval | analysis | onInconclusive | message
            red        |           |       |          |          |       | strategy: 'red' is not allowed; it takes 'canary' or 'rolling' or 'blueGreen'
            canary     | 0,100     |       |          |          |       | steps: '0,100' is not allowed; it takes weights from 1 to 100, each higher than the one before
            canary     | 5,5,100   |       |          |          |       | steps: '5,5,100' is not allowed; it takes weights from 1 to 100, each higher than the one before
            canary     | 50,25     |       |          |          |       | steps: '50,25,100' is not allowed; it takes weights from 1 to 100, each higher than the one before
            canary     | 5,101     |       |          |          |       | steps: '5,101' is not allowed; it takes weights from 1 to 100, each higher than the one before
            canary     | 5,x       |       |          |          |       | steps: '5,x' is not allowed; it takes weights from 1 to 100 with commas between, such as 5,25,50,100
            canary     | 5,,100    |       |          |          |       | steps: '5,,100' is not allowed; it takes weights from 1 to 100 with commas between, such as 5,25,50,100
            canary     | 5,-1      |       |          |          |       | steps: '5,-1' is not allowed; it takes weights from 1 to 100 with commas between, such as 5,25,50,100
            canary     | 9999      |       |          |          |       | steps: '9999' is not allowed; it takes weights from 1 to 100 with commas between, such as 5,25,50,100
            blueGreen  | 5,100     |       |          |          |       | steps: '5,100' is not allowed; blueGreen has the phases prepare, verify, switch and retire, and no weights
            canary     | 5,100     | soon  |          |          |       | bake: 'soon' is not allowed; a duration is written 30s, 10m, 2h, 1d or 1h30m
            canary     | 5,50,100  | 1m,1m,1m,1m |    |          |       | bake: '1m,1m,1m,1m' is not allowed; it takes one time, or one for each of the 3 steps
            canary     | 5,100     | 31d   |          |          |       | bake: '31d' is not allowed; it takes 0s to 30d
            canary     | 5,100     |       | 0s       |          |       | interval: '0s' is not allowed; it takes 1s to 1d
            canary     | 5,100     |       | 25h      |          |       | interval: '1d1h' is not allowed; it takes 1s to 1d
            canary     | 100       | 5m    |          | web-slo  |       | analysis: 'web-slo' is not allowed; no step leaves it time to look: a step below 100 needs a bake
            canary     | 5,100     | 0s    |          | web-slo  |       | analysis: 'web-slo' is not allowed; no step leaves it time to look: a step below 100 needs a bake
            blueGreen  |           | 0s    |          | web-slo  |       | analysis: 'web-slo' is not allowed; no step leaves it time to look: the phase switch needs a bake
            canary     | 5,100     |       |          |          | maybe | onInconclusive: 'maybe' is not allowed; it takes 'pause' or 'fail' or 'pass'
            """)
    void whatIsNotAllowedIsNamed(
            String strategy,
            String steps,
            String bake,
            String interval,
            String analysis,
            String onInconclusive,
            String message) {
        assertThatThrownBy(() -> new RolloutWords(strategy, steps, bake, interval, analysis, onInconclusive).plan())
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "canary, '5,25,50,100', 10m, 1m, 30",
        "canary, '5,25,50,100', 10m, 3m, 12",
        "canary, '5,100', 30s, 1m, 1",
        "canary, '5,100', '10m,10m', 1m, 10",
        "blueGreen, , 10m, 1m, 10"
    })
    void looksAreDeclared(String strategy, String steps, String bake, String interval, int looks) {
        assertThat(new RolloutWords(strategy, steps, bake, interval, "web-slo", null)
                        .plan()
                        .looks())
                .isEqualTo(looks);
        assertThat(new RolloutWords(strategy, steps, bake, interval, null, null)
                        .plan()
                        .looks())
                .isZero();
    }

    @Test
    void nobodyComparesWhereTheReleaseHasEverything() {
        RolloutPlan canary = new RolloutWords(null, "5,50,100", "5m,0s,5m", null, "web-slo", null).plan();
        assertThat(canary.looksAt(1)).isTrue();
        assertThat(canary.looksAt(2)).as("no time to look").isFalse();
        assertThat(canary.looksAt(3)).as("nothing to compare with").isFalse();
        assertThat(canary.share(1)).isEqualTo(0.05);
    }
}
