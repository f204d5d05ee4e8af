package io.jenkins.plugins.promotion.engine.measure;

import static io.jenkins.plugins.promotion.engine.measure.Shop.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Reason;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveAnalysisTest {
    private final Shop shop = new Shop();
    private final List<String> kept = new ArrayList<>();
    private Instant now = minute(0);
    private boolean diskIsFull;

    private void keep(AnalysisRecord record) throws IOException {
        if (diskIsFull) {
            throw new IOException("no space left");
        }
        kept.add(AnalysisCodec.write(record));
    }

    private LiveAnalysis begun(MeasuredMetric... metrics) {
        return open(LiveAnalysis.begun(Shop.analysis(metrics), 10, 1, Shop.placeholders()));
    }

    private LiveAnalysis open(AnalysisRecord record) {
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
        MetricFeed feed = new MetricFeed(shop::find, record.placeholders(), clock, Runnable::run);
        return new LiveAnalysis(record, feed, this::keep, Runnable::run);
    }

    private LiveAnalysis restarted() {
        return open(AnalysisCodec.read(kept.get(kept.size() - 1)));
    }

    private Report look(LiveAnalysis analysis, int fromMinute, int toMinute, double share) {
        now = minute(toMinute);
        return analysis.look(minute(fromMinute), minute(toMinute), share).join();
    }

    @Test
    void eachKindIsAskedInItsWay() {
        LiveAnalysis analysis = begun(Shop.ERRORS, Shop.LATENCY, Shop.ORDERS, Shop.MEMORY);

        Report report = look(analysis, 0, 1, 0.2);

        assertThat(shop.asked)
                .containsExactlyInAnyOrder(
                        "bad{2.0} @2026-11-29T10:01:00Z",
                        "all{2.0} @2026-11-29T10:01:00Z",
                        "bad{old} @2026-11-29T10:01:00Z",
                        "all{old} @2026-11-29T10:01:00Z",
                        "latency{2.0} @2026-11-29T10:00:00Z..2026-11-29T10:01:00Z step 15",
                        "latency{old} @2026-11-29T10:00:00Z..2026-11-29T10:01:00Z step 15",
                        "orders{2.0} @2026-11-29T10:00:00Z..2026-11-29T10:01:00Z step 20",
                        "orders{old} @2026-11-29T10:00:00Z..2026-11-29T10:01:00Z step 20",
                        "memory{2.0} @2026-11-29T10:01:00Z");
        assertThat(report.outcome()).isEqualTo(Outcome.CONTINUE);
        assertThat(report.metrics())
                .extracting(
                        verdict -> verdict.metric() + " " + verdict.evidence().canaryEvents() + " "
                                + verdict.evidence().baselineEvents())
                .containsExactly("errors 400 1600", "latency 4 4", "orders 1 1", "memory 1 0");
        Interval interval = analysis.record().intervals().get(0);
        assertThat(interval.of("errors")).contains(new Levels("errors", 0.005, 5 / 1600.0, null));
        assertThat(interval.share()).isEqualTo(0.2);
        assertThat(analysis.record().state().metrics().get(2).signed())
                .as("averages are weighed by it")
                .allSatisfy(test -> assertThat(test.shares()).containsExactly(0.2));
    }

    @Test
    void aSeriesIsOnePointAtTheEndWhereNothingElseIsSaid() {
        MeasuredMetric orders = new MeasuredMetric(Shop.ORDERS.metric(), "prom", Shop.ORDERS.questions(), null, null);
        LiveAnalysis analysis = begun(orders);

        look(analysis, 0, 2, 0.2);

        assertThat(shop.asked)
                .filteredOn(question -> question.startsWith("orders{2.0}"))
                .containsExactly(
                        "orders{2.0} @2026-11-29T10:00:00Z..2026-11-29T10:01:00Z step 60",
                        "orders{2.0} @2026-11-29T10:01:00Z..2026-11-29T10:02:00Z step 60");
        assertThat(analysis.record().intervals())
                .extracting(interval -> interval.levels().get(0).canary())
                .containsExactly(Shop.healthy("orders{2.0}", minute(1)), Shop.healthy("orders{2.0}", minute(2)));
    }

    @Test
    void aHealthyCanaryPassesAtTheEnd() {
        LiveAnalysis analysis = begun(Shop.ERRORS, Shop.ORDERS, Shop.MEMORY);
        for (int minute = 1; minute <= 10; minute++) {
            assertThat(look(analysis, 0, minute, 0.2).outcome()).isEqualTo(Outcome.CONTINUE);
        }

        Report end = analysis.conclude();

        assertThat(end.sentence()).contains("No harm was found");
        assertThat(end.outcome()).isEqualTo(Outcome.PASS);
        assertThat(analysis.record().report().look()).isEqualTo(10);
    }

    @Test
    void aHarmfulCanaryFailsAsSoonAsThatIsPlain() {
        shop.values = (query, at) -> query.startsWith("bad{2.0") ? 40 : Shop.healthy(query, at);
        LiveAnalysis analysis = begun(Shop.ERRORS);

        Report report = look(analysis, 0, 1, 0.2);

        assertThat(report.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(report.metrics().get(0).reason()).isEqualTo(Reason.HARM_FOUND);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void aRestartChangesNothing(int after) {
        MeasuredMetric[] all = {Shop.ERRORS, Shop.LATENCY, Shop.ORDERS, Shop.MEMORY};
        LiveAnalysis steady = begun(all);
        List<Report> expected = new ArrayList<>();
        for (int minute = 1; minute <= 10; minute++) {
            expected.add(look(steady, 0, minute, 0.2));
        }
        int questions = shop.asked.size();
        shop.asked.clear();
        kept.clear();

        LiveAnalysis shaken = begun(all);
        List<Report> seen = new ArrayList<>();
        for (int minute = 1; minute <= 10; minute++) {
            seen.add(look(shaken, 0, minute, 0.2));
            if (minute == after) {
                shaken = restarted();
            }
        }

        assertThat(seen).isEqualTo(expected);
        assertThat(shaken.conclude()).isEqualTo(steady.conclude());
        assertThat(shop.asked).hasSize(questions).doesNotHaveDuplicates();
    }

    @Test
    void whatNobodyAskedWhileJenkinsWasDownIsAskedAfterwards() {
        LiveAnalysis analysis = begun(Shop.ERRORS, Shop.LATENCY);
        look(analysis, 0, 1, 0.2);
        shop.asked.clear();

        Report report = look(restarted(), 0, 7, 0.2);

        assertThat(shop.asked)
                .filteredOn(question -> question.startsWith("bad{2.0"))
                .hasSize(6)
                .first()
                .isEqualTo("bad{2.0} @2026-11-29T10:02:00Z");
        assertThat(report.metrics().get(0).evidence().canaryEvents()).isEqualTo(7 * 400);
        assertThat(report.metrics().get(1).evidence().canaryEvents()).isEqualTo(7 * 4);
    }

    @Test
    void whatASourceWithoutMemoryWasNotAskedInTimeHasFailed() {
        shop.knowsThePast = false;
        LiveAnalysis analysis = begun(Shop.MEMORY);
        look(analysis, 0, 1, 0.2);

        LiveAnalysis late = restarted();
        look(late, 0, 5, 0.2);

        assertThat(late.record().intervals()).hasSize(5);
        assertThat(late.record().intervals())
                .filteredOn(interval -> interval.levels().get(0).failure() != null)
                .hasSize(3)
                .allSatisfy(interval -> assertThat(interval.levels().get(0).failure())
                        .contains("Nobody asked in time", "'prom' cannot be asked about the past"));
        assertThat(late.record().state().metrics().get(0).tally().failures()).isEqualTo(3);
    }

    @Test
    void aTimeIsMeasuredOnceEvenWhenItIsAskedForTwice() {
        LiveAnalysis analysis = begun(Shop.ERRORS);
        Report first = look(analysis, 0, 1, 0.2);

        Report again = look(restarted(), 0, 1, 0.2);

        assertThat(again).isEqualTo(first);
        assertThat(shop.asked).hasSize(4);
    }

    @Test
    void theNextStepBeginsWhereTheLastOneEnded() {
        LiveAnalysis analysis = begun(Shop.ERRORS);
        look(analysis, 0, 2, 0.2);

        look(analysis, 3, 4, 0.5);

        assertThat(analysis.record().intervals())
                .extracting(interval -> interval.from() + " " + interval.share())
                .containsExactly(minute(0) + " 0.2", minute(1) + " 0.2", minute(3) + " 0.5");
    }

    @Test
    void withAllOfTheTrafficOnlyBoundsAreLookedAt() {
        LiveAnalysis analysis = begun(Shop.ERRORS, Shop.MEMORY);
        look(analysis, 0, 1, 0.2);
        shop.asked.clear();

        look(analysis, 1, 2, 1);

        assertThat(shop.asked).containsExactly("memory{2.0} @2026-11-29T10:02:00Z");
        assertThat(begun(Shop.ERRORS).look(minute(0), minute(1), 1).join().look())
                .isZero();
    }

    @Test
    void whatCannotBeKeptWasNotMeasured() {
        LiveAnalysis analysis = begun(Shop.ERRORS);
        look(analysis, 0, 1, 0.2);
        diskIsFull = true;

        assertThatThrownBy(() -> look(analysis, 0, 2, 0.2))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("no space left");

        diskIsFull = false;
        Report report = look(analysis, 0, 2, 0.2);
        assertThat(report.look()).isEqualTo(2);
        assertThat(report.metrics().get(0).evidence().canaryEvents()).isEqualTo(800);
    }

    @Test
    void aSourceThatDoesNotAnswerIsAnErrorAndItsWordsAreKept() {
        shop.fault = Fault.UNAUTHORIZED;
        LiveAnalysis analysis = begun(Shop.ERRORS);

        for (int minute = 1; minute <= 3; minute++) {
            look(analysis, 0, minute, 0.2);
        }

        Report end = analysis.conclude();
        assertThat(end.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(end.sentence()).contains("prom, asked for the bad events of the canary: It is so.");
    }

    @Test
    void aSourceThatIsGoneIsAnError() {
        MeasuredMetric metric = new MeasuredMetric(Shop.MEMORY.metric(), "gone", Shop.MEMORY.questions(), null, null);
        LiveAnalysis analysis = begun(metric);

        look(analysis, 0, 1, 0.2);

        assertThat(analysis.conclude().sentence()).contains("There is no metric source 'gone' any more.");
    }

    @Test
    void whatASourceDoesNotHaveIsMissingAndNoZero() {
        shop.values = (query, at) -> query.startsWith("bad{2.0") ? null : Shop.healthy(query, at);
        LiveAnalysis analysis = begun(Shop.ERRORS, Shop.LATENCY);

        for (int minute = 1; minute <= 4; minute++) {
            look(analysis, 0, minute, 0.2);
        }

        Report end = analysis.conclude();
        assertThat(end.metrics().get(0).reason()).isEqualTo(Reason.SILENT_CANARY);
        assertThat(end.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void pointsThatAreNoNumbersCountAsMissing() {
        shop.values = (query, at) ->
                query.startsWith("latency{2.0") && at.getEpochSecond() % 30 == 0 ? Double.NaN : Shop.healthy(query, at);
        LiveAnalysis analysis = begun(Shop.LATENCY);
        look(analysis, 0, 15, 0.2);

        assertThat(analysis.conclude().metrics().get(0).reason()).isEqualTo(Reason.MISSING_VALUES);
    }

    /** Points are as many on either side, whoever has the traffic. */
    @Test
    void aSmallCanaryWithAsManyPointsIsNoUnequalTraffic() {
        LiveAnalysis analysis = begun(Shop.LATENCY, Shop.ORDERS);

        look(analysis, 0, 100, 0.05);

        assertThat(analysis.conclude().metrics())
                .extracting(verdict -> verdict.reason())
                .containsOnly(Reason.NO_HARM_FOUND);
    }

    @Test
    void aCanaryWithTheTrafficOfTheBaselineIsFound() {
        LiveAnalysis analysis = begun(Shop.ERRORS);

        look(analysis, 0, 5, 0.6);

        assertThat(analysis.conclude().metrics().get(0).reason()).isEqualTo(Reason.UNEQUAL_TRAFFIC);
    }

    @Test
    void aVersionThatCouldChangeAQueryIsRefusedBeforeAnythingBegins() {
        Placeholders odd = Placeholders.of("shop", "production", "2.0\"} or vector(0) #", null);

        assertThatThrownBy(() -> LiveAnalysis.begun(Shop.analysis(Shop.ERRORS), 0, 1, odd))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith(
                        "the version of the canary, ${version}: '2.0\"} or vector(0) #' is not allowed;");
    }

    @Test
    void aLongRolloutKeepsAsMuchAsAChartCanShow() {
        LiveAnalysis analysis = begun(Shop.MEMORY);

        for (int minute = 500; minute <= 2_500; minute += 500) {
            look(analysis, 0, minute, 0.2);
        }

        List<Interval> kept = analysis.record().intervals();
        assertThat(kept).hasSizeBetween(500, 1_250);
        assertThat(kept.get(0).from()).isEqualTo(minute(0));
        assertThat(kept.get(kept.size() - 1).to()).isEqualTo(minute(2_500));
        assertThat(new HashSet<>(shop.asked)).hasSize(2_500);
        assertThat(AnalysisCodec.write(analysis.record())).hasSizeLessThan(300_000);
    }

    @Test
    void afterAVeryLongTimeLongerIntervalsAreAskedAboutAndNothingIsLeftOut() {
        LiveAnalysis analysis = begun(Shop.ERRORS);

        look(analysis, 0, 100_000, 0.2);

        assertThat(shop.asked).hasSize(4 * LiveAnalysis.MOST_AT_ONCE);
        List<Interval> intervals = analysis.record().intervals();
        assertThat(intervals.get(0).from()).isEqualTo(minute(0));
        for (int i = 1; i < intervals.size(); i++) {
            assertThat(intervals.get(i).from()).isEqualTo(intervals.get(i - 1).to());
        }
        assertThat(intervals.get(intervals.size() - 1).to()).isEqualTo(minute(100_000));
    }

    @Test
    void aTimeThatIsOverWhenItBeginsBringsNothing() {
        LiveAnalysis analysis = begun(Shop.MEMORY);

        Report report = analysis.look(minute(1), minute(1), 0.2).join();

        assertThat(report.look()).isZero();
        assertThat(Duration.between(minute(0), minute(1))).isEqualTo(Shop.MINUTE);
    }
}
