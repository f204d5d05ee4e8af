package io.jenkins.plugins.promotion.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.analysis.Direction;
import io.jenkins.plugins.promotion.engine.analysis.Metric;
import io.jenkins.plugins.promotion.engine.analysis.MetricKind;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisDefinitionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static void refused(ThrowingCallable what, String message) {
        assertThatThrownBy(what).isInstanceOf(InvalidValueException.class).hasMessage(message);
    }

    private static MeasuredMetric rate(String name, Questions questions) {
        return new MeasuredMetric(Metric.of(name, MetricKind.RATE, Direction.INCREASE), "prom", questions, null, null);
    }

    @Test
    void namesFieldsAndValuesThatAreNotAllowed() {
        refused(
                () -> new AnalysisDefinition("web slo", 0.01, MINUTE, List.of(Shop.ERRORS)),
                "name: 'web slo' is not allowed; a name has 1 to 63 letters, digits, '.', '_' and '-', and begins with one"
                        + " of the first two");
        refused(
                () -> new AnalysisDefinition("web-slo", 0, MINUTE, List.of(Shop.ERRORS)),
                "alpha: '0.0' is not allowed; it takes a probability above 0, at most 0.2");
        refused(
                () -> new AnalysisDefinition("web-slo", 0.01, MINUTE, List.of()),
                "metrics: a missing value is not allowed; an analysis measures something");
        refused(
                () -> new AnalysisDefinition("web-slo", 0.01, MINUTE, List.of(Shop.ERRORS, Shop.ERRORS)),
                "metric: 'errors' is not allowed; each metric has its own name");
        refused(
                () -> new AnalysisDefinition("web-slo", 0.01, Duration.ZERO, List.of(Shop.ERRORS)),
                "interval: '0s' is not allowed; it takes 1s to 1d");
        refused(
                () -> new AnalysisDefinition("web-slo", 0.01, Duration.ofSeconds(10), List.of(Shop.ORDERS)),
                "resolution of 'orders': '20s' is not allowed; it is at most the interval of 10s");
        refused(
                () -> rate("errors", Questions.counted("a", " ", "b", "c")),
                "all events of the canary of 'errors': ' ' is not allowed; it takes a query of 1 to 4000 characters");
        refused(
                () -> rate("errors", Questions.both("a", "b")),
                "all events of the canary of 'errors': a missing value is not allowed; it takes a query of 1 to 4000"
                        + " characters");
        refused(
                () -> rate("errors", Questions.counted("a", "n", "a", "m")),
                "query of the baseline of 'errors': 'a' is not allowed; it is the same as that of the canary, which would be"
                        + " compared with itself");
        refused(
                () -> new MeasuredMetric(
                        Metric.threshold("memory", null, 1.0), "prom", Questions.both("a", "b"), null, null),
                "query of the baseline of 'memory': 'b' is not allowed; a metric of this kind has no such query");
        refused(
                () -> new MeasuredMetric(Metric.threshold("memory", null, 1.0), " ", Questions.alone("a"), null, null),
                "source of 'memory': ' ' is not allowed; it takes the name of a metric source");
        refused(
                () -> rate("errors", Questions.counted("x{${Version}}", "n", "b", "m")),
                "bad events of the canary of 'errors': '${Version}' is not allowed; the placeholders are application,"
                        + " environment, interval, intervalSeconds, previousVersion, version; $${ stands for ${ itself");
    }

    @Test
    void declaresAsManyLooksAsTheStepsHaveIntervals() {
        AnalysisDefinition analysis = Shop.analysis(Shop.ERRORS);

        assertThat(analysis.looks(List.of(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(5))))
                .isEqualTo(25);
        assertThat(analysis.looks(List.of(Duration.ofDays(2)))).isZero();
        refused(
                () -> analysis.looks(List.of(MINUTE, Duration.ofSeconds(30))),
                "interval: '1m' is not allowed; it is at most the bake time of each step, here 30s");
    }

    @ParameterizedTest
    @CsvSource({"60, 1", "61, 1", "89, 1", "91, 2", "120, 2", "149, 2", "151, 3", "1, 1", "36000, 600"})
    void cutsATimeIntoIntervalsWithoutGapsAndCrumbs(int seconds, int expected) {
        Instant to = Shop.START.plusSeconds(seconds);

        List<Span> spans = Spans.of(Shop.START, to, MINUTE);

        assertThat(spans).hasSize(expected);
        assertThat(spans.get(0).from()).isEqualTo(Shop.START);
        assertThat(spans.get(expected - 1).to()).isEqualTo(to);
        for (int i = 1; i < expected; i++) {
            assertThat(spans.get(i).from()).isEqualTo(spans.get(i - 1).to());
        }
    }

    @Test
    void fillsInWhatTheQueryAsksFor() {
        Placeholders placeholders = Shop.placeholders().over(Duration.ofSeconds(90));

        assertThat(placeholders.fill(
                        "sum(increase(x{v=\"${version}\",old=\"${previousVersion}\",e=\"${environment}\",a="
                                + "\"${application}\"}[${interval}])) / ${intervalSeconds} $${version} $"))
                .isEqualTo(
                        "sum(increase(x{v=\"2.0\",old=\"1.9\",e=\"production\",a=\"shop\"}[90s])) / 90 ${version} $");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2.0\"", "2.0'", "a\\b", "a{b", "a|b", "a$b", "a b", "a*", "\u00fc", "a\nb", "${environment}"})
    void putsNothingInThatCouldChangeTheQuestion(String version) {
        Placeholders placeholders = Placeholders.of("shop", "production", version, null);

        assertThatThrownBy(() -> placeholders.fill("${version}")).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aFirstReleaseHasNoVersionBefore() {
        refused(
                () -> Placeholders.of("shop", "production", "1.0", null).fill("x{${previousVersion}}"),
                "the version of the baseline, ${previousVersion}: a missing value is not allowed; a query takes 1 to 200"
                        + " letters, digits and . _ - + : / @ ~ there");
    }
}
