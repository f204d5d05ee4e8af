package io.jenkins.plugins.promotion.engine.policy;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.health;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchSettingsTest {
    private static WatchSettings watch(String soak, OnUnwell onUnwell) {
        return new WatchSettings(
                new HealthDemand(List.of(), new GateWords(null, null, null, null, null, soak, null)), onUnwell);
    }

    private static Environment environment(WatchSettings watch) {
        return Environment.open(PRODUCTION).with(health()).with(watch);
    }

    private static List<String> weakenings(WatchSettings inherited, WatchSettings own) {
        return Tightening.weakenings(environment(inherited), environment(own)).stream()
                .map(weakening -> weakening.rule() + ": " + weakening.reason())
                .toList();
    }

    @Test
    void withoutChecksItLooksAtThoseOfTheEnvironment() {
        assertThat(watch("2h", null).plan(health(), null).checks()).isEqualTo(health().checks());
        assertThat(environment(watch("2h", OnUnwell.ASK)).sentence())
                .endsWith(
                        "What is live is watched for 2h; when it is not well, people are asked whether to roll back.");
        for (WatchSettings bad : List.of(watch(null, null), watch("0s", null), watch("31d", null))) {
            assertThatThrownBy(() -> new Environments(List.of(environment(bad))))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("watch of production: soak");
        }
        Environment nothing = Environment.open(PRODUCTION).with(watch("2h", null));
        assertThatThrownBy(() -> new Environments(List.of(nothing)))
                .hasMessageContaining("a watch has checks of its own, or the environment has health checks");
    }

    @Test
    void aFolderMayWatchLongerAndAskButLetsNoRollbackStart() {
        WatchSettings inherited = watch("2h", OnUnwell.REPORT);
        assertThat(weakenings(inherited, watch("3h", OnUnwell.ASK))).isEmpty();
        assertThat(weakenings(inherited, watch(null, null))).isEmpty();
        assertThat(weakenings(null, watch("1h", OnUnwell.ASK))).isEmpty();
        assertThat(weakenings(inherited, watch("1h", null)))
                .singleElement()
                .asString()
                .contains("soak");
        assertThat(weakenings(watch("2h", OnUnwell.ASK), watch(null, OnUnwell.REPORT)))
                .singleElement()
                .asString()
                .contains("Watch: Inherited: onUnwell ask. The folder asks for less: report.");
        assertThat(weakenings(inherited, watch(null, OnUnwell.ROLLBACK)))
                .singleElement()
                .asString()
                .contains("Only whoever defines the environment lets rollbacks start");
        assertThat(weakenings(null, watch("1h", OnUnwell.ROLLBACK))).hasSize(1);
        assertThat(weakenings(watch("2h", OnUnwell.ROLLBACK), watch(null, OnUnwell.ROLLBACK)))
                .isEmpty();
    }

    @Test
    void togetherTheStricterHolds() {
        WatchSettings both = watch("3h", OnUnwell.ASK).over(watch("2h", OnUnwell.REPORT));
        assertThat(both.onUnwell()).isEqualTo(OnUnwell.ASK);
        assertThat(both.plan(health(), null).soak()).isEqualTo(Duration.ofHours(3));
        assertThat(watch("1h", OnUnwell.REPORT)
                        .over(watch("2h", OnUnwell.ROLLBACK))
                        .onUnwell())
                .isEqualTo(OnUnwell.ROLLBACK);
        assertThat(watch("1h", OnUnwell.ROLLBACK)
                        .over(watch("2h", OnUnwell.REPORT))
                        .onUnwell())
                .as("what nobody may save has no effect either")
                .isEqualTo(OnUnwell.REPORT);
        assertThat(watch("1h", OnUnwell.ROLLBACK).over(null).onUnwell()).isEqualTo(OnUnwell.ASK);
        assertThat(watch(null, null)
                        .over(watch("2h", OnUnwell.ASK))
                        .plan(health(), null)
                        .soak())
                .isEqualTo(Duration.ofHours(2));
    }
}
