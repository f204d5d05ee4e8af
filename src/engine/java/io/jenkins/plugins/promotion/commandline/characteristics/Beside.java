package io.jenkins.plugins.promotion.commandline.characteristics;

import io.jenkins.plugins.promotion.engine.simulation.Noise;

/** Another judge, which sees the same runs. */
interface Beside {
    /**
     * Shows it one run.
     *
     * @return the look at which it first fails the canary, 0 for never
     */
    int failsAt(Traffic traffic, int looks);

    /**
     * What came out.
     *
     * @param failed the share of runs that it would have failed
     * @param failedAt the mean look of it, the last one where it would not
     */
    record Result(double failed, double failedAt) {}

    /** Simulates what {@link Cell#simulate} does. */
    default Result simulate(Traffic.Start start, int looks, int runs, long seed) {
        int failed = 0;
        double failedAt = 0;
        for (int run = 0; run < runs; run++) {
            int look = failsAt(start.with(new Noise(Cell.seedOf(run, seed))), looks);
            failed += look > 0 ? 1 : 0;
            failedAt += look > 0 ? look : looks;
        }
        return new Result(failed / (double) runs, failedAt / runs);
    }
}
