package io.jenkins.plugins.promotion.engine.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * Counts what was measured and what was not, whatever test it goes into, and says what forbids to call that measured.
 *
 * <p>Not safe for use by several threads.
 */
final class Tally {
    private static final int IN_ROW = 3;
    private static final double MISSING_SHARE = 0.2;
    private static final double TRAFFIC_PRIOR = 100;
    private static final double TRAFFIC_EVIDENCE = Math.log(1_000);
    private static final double TRAFFIC_SHARE = 0.2;

    private final long enough;
    private final boolean both;
    private int looks;
    private int failures;
    private int failuresInRow;
    private String lastFailure;
    private long points;
    private long missing;
    private final long[] events = new long[2];
    private final long[] bad = new long[2];
    private final double[] sums = new double[2];
    private final int[] silentInRow = new int[2];
    private final long[] eventsBefore = new long[2];
    private double trafficSurplus;
    private double trafficExpected;
    private double trafficVariance;

    /** @param both whether there is a baseline */
    Tally(long enough, boolean both) {
        this.enough = enough;
        this.both = both;
    }

    void restore(State state) {
        looks = state.looks();
        failures = state.failures();
        failuresInRow = state.failuresInRow();
        lastFailure = state.lastFailure();
        points = state.points();
        missing = state.missing();
        canary(state.canaryEvents(), state.canaryBad(), state.canarySum());
        baseline(state.baselineEvents(), state.baselineBad(), state.baselineSum());
        silentInRow[0] = state.canarySilent();
        silentInRow[1] = state.baselineSilent();
        eventsBefore[0] = events[0];
        eventsBefore[1] = events[1];
        trafficSurplus = state.trafficSurplus();
        trafficExpected = state.trafficExpected();
        trafficVariance = state.trafficVariance();
    }

    void failed(String message) {
        lastFailure = message;
        failures++;
        failuresInRow++;
    }

    /** Of a number of points, so many were missing. */
    void points(long many, long ofThemMissing) {
        points += many;
        missing += ofThemMissing;
    }

    void canary(long many, long ofThemBad, double sum) {
        events[0] += many;
        bad[0] += ofThemBad;
        sums[0] += sum;
    }

    void baseline(long many, long ofThemBad, double sum) {
        events[1] += many;
        bad[1] += ofThemBad;
        sums[1] += sum;
    }

    /** Ends a look at which the source answered. */
    void answered(Double expectedShare) {
        looks++;
        failuresInRow = 0;
        long canary = events[0] - eventsBefore[0];
        long baseline = events[1] - eventsBefore[1];
        silentInRow[0] = canary == 0 && baseline > 0 ? silentInRow[0] + 1 : 0;
        silentInRow[1] = baseline == 0 && canary > 0 ? silentInRow[1] + 1 : 0;
        eventsBefore[0] = events[0];
        eventsBefore[1] = events[1];
        if (expectedShare != null) {
            long whole = canary + baseline;
            trafficSurplus += canary - whole * expectedShare;
            trafficExpected += whole * Math.min(expectedShare, 1 - expectedShare);
            trafficVariance += whole * expectedShare * (1 - expectedShare);
        }
    }

    /** What forbids to call it measured. */
    Optional<Reason> guard(boolean atEnd) {
        if (failuresInRow >= IN_ROW || (atEnd && failuresInRow > 0) || failures > Math.max(looks, IN_ROW - 1)) {
            return Optional.of(Reason.PROVIDER_ERROR);
        } else if (both && (silentInRow[1] >= IN_ROW || (events[1] == 0 && events[0] > 0))) {
            return Optional.of(Reason.DEAD_BASELINE);
        } else if (both && (silentInRow[0] >= IN_ROW || (events[0] == 0 && events[1] > 0))) {
            return Optional.of(Reason.SILENT_CANARY);
        } else if (missing > MISSING_SHARE * points) {
            return Optional.of(Reason.MISSING_VALUES);
        } else if (events[0] < enough || (both && events[1] < enough)) {
            return Optional.of(Reason.TOO_LITTLE_DATA);
        } else if (isTrafficUnequal()) {
            return Optional.of(Reason.UNEQUAL_TRAFFIC);
        }
        return Optional.empty();
    }

    /**
     * Whether the canary's share of the traffic is neither what it should be by any chance nor anywhere near: a mixture over
     * normal drifts, at any look (Robbins 1970), and a fifth off, because requests of one user are not independent.
     */
    private boolean isTrafficUnequal() {
        double whole = TRAFFIC_PRIOR + trafficVariance;
        double evidence = Math.log(TRAFFIC_PRIOR / whole) / 2 + trafficSurplus * trafficSurplus / (2 * whole);
        return evidence >= TRAFFIC_EVIDENCE && Math.abs(trafficSurplus) > TRAFFIC_SHARE * trafficExpected;
    }

    int looks() {
        return looks;
    }

    String lastFailure() {
        return lastFailure;
    }

    long canaryEvents() {
        return events[0];
    }

    long baselineEvents() {
        return events[1];
    }

    long canaryBad() {
        return bad[0];
    }

    long baselineBad() {
        return bad[1];
    }

    long missing() {
        return missing;
    }

    long points() {
        return points;
    }

    Double canaryLevel() {
        return events[0] == 0 ? null : (Double) (sums[0] / events[0]);
    }

    Double baselineLevel() {
        return events[1] == 0 ? null : (Double) (sums[1] / events[1]);
    }

    State state() {
        return new State(
                looks,
                failures,
                failuresInRow,
                lastFailure,
                points,
                missing,
                events[0],
                bad[0],
                sums[0],
                events[1],
                bad[1],
                sums[1],
                silentInRow[0],
                silentInRow[1],
                trafficSurplus,
                trafficExpected,
                trafficVariance);
    }

    /**
     * A tally on record.
     *
     * @param looks at which the source answered
     * @param failures looks at which it did not
     * @param failuresInRow the last of them
     * @param lastFailure what it said
     * @param points how many there should have been
     * @param missing how many of them were missing
     * @param canaryEvents of the canary
     * @param canaryBad the bad ones
     * @param canarySum of the values
     * @param baselineEvents of the baseline
     * @param baselineBad the bad ones
     * @param baselineSum of the values
     * @param canarySilent for how many looks in a row
     * @param baselineSilent for how many looks in a row
     * @param trafficSurplus of the canary
     * @param trafficExpected of the smaller side
     * @param trafficVariance of the surplus
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            int looks,
            int failures,
            int failuresInRow,
            String lastFailure,
            long points,
            long missing,
            long canaryEvents,
            long canaryBad,
            double canarySum,
            long baselineEvents,
            long baselineBad,
            double baselineSum,
            int canarySilent,
            int baselineSilent,
            double trafficSurplus,
            double trafficExpected,
            double trafficVariance) {}
}
