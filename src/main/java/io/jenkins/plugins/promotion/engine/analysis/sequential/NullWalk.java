package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.Arrays;

/**
 * The distribution of a growing sum under the null hypothesis, among those runs that were not stopped yet.
 *
 * <p>The recursion of Armitage, McPherson and Rowe (1969), on the exact distribution of each increment instead of a normal
 * one: {@link #add} convolves, {@link #cut} finds the lowest boundary that no more than a given probability reaches and
 * takes those runs away. Where increments do not fall onto the points of the grid, their mass is split between the two
 * neighbours so that the mean stays; the boundary is then put higher by the width over which this smears.
 */
final class NullWalk {
    private static final double REACH = 7;
    private static final double WORK = 2.5e6;
    private static final int FEWEST = 120;
    private static final int MOST = 1_500;
    private static final int COARSE_MARGIN = 4;
    private static final double LARGE_PART = 0.25;
    private static final double NOTHING = 1e-13;

    private double[] mass = {1};
    private double low;
    private double step;
    private double variance;
    private double spent;
    private boolean smeared;
    private boolean coarse;

    /** Adds an independent increment. */
    void add(Lattice increment, double itsVariance) {
        if (increment.mass().length == 1 && increment.origin() == 0) {
            return;
        }
        variance += itsVariance;
        double deviation = Math.sqrt(variance);
        double affordable = WORK / (4 * REACH * increment.mass().length);
        double wanted = deviation / Math.min(MOST, Math.max(FEWEST, affordable));
        if (step == 0) {
            smeared |= increment.spacing() < wanted;
            step = Math.max(increment.spacing(), wanted);
        } else if (wanted > 1.6 * step) {
            regrid(wanted);
        } else if (!aligned(increment.spacing()) && step > 1.6 * wanted) {
            // A grid that was the lattice of what came before is too coarse for what comes now; its points stay points.
            refine((int) Math.ceil(step / wanted));
        }
        double[] kernel = onGrid(increment);
        double[] next = new double[mass.length + kernel.length - 1];
        for (int j = 0; j < kernel.length; j++) {
            double p = kernel[j];
            if (p != 0) {
                for (int i = 0; i < mass.length; i++) {
                    next[i + j] += p * mass[i];
                }
            }
        }
        mass = next;
        low += increment.origin();
        clip(-REACH * deviation, REACH * deviation);
    }

    /**
     * Stops the runs at the lowest boundary with which no more than the given probability has been spent, all told.
     *
     * @return the boundary; it is infinite where there is none
     */
    Cut cut(double spentAtMost) {
        double atMost = spentAtMost - spent;
        double tail = 0;
        int i = mass.length;
        while (i > 0 && tail + mass[i - 1] <= atMost) {
            tail += mass[--i];
        }
        double margin = smeared ? (coarse ? COARSE_MARGIN : 1) : -0.5;
        // Where few values are possible, the boundary must not cut through the smeared mass of one of them.
        while (coarse && smeared && i < mass.length && massFrom(i) > LARGE_PART * tail) {
            tail -= mass[i++];
        }
        if (tail <= NOTHING || i == 0) {
            return new Cut(Double.POSITIVE_INFINITY);
        }
        spent += tail;
        int keep = Math.min(mass.length, smeared ? (int) (i + 2 * margin) : i);
        mass = Arrays.copyOf(mass, Math.max(1, keep));
        return new Cut(low + (i + margin) * step);
    }

    private double massFrom(int index) {
        double sum = 0;
        for (int i = index; i < Math.min(mass.length, index + 2 * COARSE_MARGIN); i++) {
            sum += mass[i];
        }
        return sum;
    }

    /** @param at the boundary: a sum that is not lower stops */
    record Cut(double at) {}

    private boolean aligned(double spacing) {
        double ratio = spacing / step;
        return ratio >= 1 - 1e-9 && Math.abs(ratio - Math.rint(ratio)) < 1e-9;
    }

    private double[] onGrid(Lattice increment) {
        double ratio = increment.spacing() / step;
        double[] atoms = increment.mass();
        if (aligned(increment.spacing())) {
            int apart = (int) Math.rint(ratio);
            double[] kernel = new double[(atoms.length - 1) * apart + 1];
            for (int i = 0; i < atoms.length; i++) {
                kernel[i * apart] = atoms[i];
            }
            return kernel;
        }
        smeared = true;
        coarse |= ratio > 1;
        return split(atoms, ratio);
    }

    /** The masses at 0, ratio, 2 ratio, ... put onto the integers, the mean unchanged. */
    private static double[] split(double[] atoms, double ratio) {
        double[] kernel = new double[(int) Math.floor((atoms.length - 1) * ratio) + 2];
        for (int i = 0; i < atoms.length; i++) {
            double at = i * ratio;
            int floor = (int) at;
            double above = at - floor;
            kernel[floor] += atoms[i] * (1 - above);
            kernel[floor + 1] += atoms[i] * above;
        }
        return kernel;
    }

    private void regrid(double wanted) {
        if (mass.length > 1) {
            smeared = true;
            mass = split(mass, step / wanted);
        }
        step = wanted;
    }

    private void refine(int parts) {
        double[] finer = new double[(mass.length - 1) * parts + 1];
        for (int i = 0; i < mass.length; i++) {
            finer[i * parts] = mass[i];
        }
        mass = finer;
        step /= parts;
    }

    /** What lies below hardly ever comes back: it is counted at the lowest point; what lies above stays at the highest. */
    private void clip(double lowest, double highest) {
        int from = (int) Math.max(0, Math.min(mass.length - 1, Math.floor((lowest - low) / step)));
        int to = (int) Math.max(from + 1, Math.min(mass.length, Math.ceil((highest - low) / step) + 1));
        if (from == 0 && to == mass.length) {
            return;
        }
        double[] kept = Arrays.copyOfRange(mass, from, to);
        for (int i = 0; i < from; i++) {
            kept[0] += mass[i];
        }
        for (int i = to; i < mass.length; i++) {
            kept[kept.length - 1] += mass[i];
        }
        mass = kept;
        low += from * step;
    }
}
