package io.jenkins.plugins.promotion.engine.analysis.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers kept in order, in blocks, so that adding one and asking its rank stays cheap for tens of thousands. */
final class SortedBlocks {
    private static final int FULL = 256;

    private final List<double[]> blocks = new ArrayList<>(List.of(new double[FULL]));
    private final List<Integer> sizes = new ArrayList<>(List.of(0));

    /** Adds the value; returns its midrank among all, itself included. */
    double add(double value) {
        int before = 0;
        int at = 0;
        while (at < blocks.size() - 1 && blocks.get(at)[sizes.get(at) - 1] < value) {
            before += sizes.get(at++);
        }
        double[] block = blocks.get(at);
        int size = sizes.get(at);
        int place = firstNotBelow(block, size, value);
        int equal = 0;
        int scan = at;
        int i = place;
        while (true) {
            if (i == sizes.get(scan)) {
                if (scan == blocks.size() - 1) {
                    break;
                }
                scan++;
                i = 0;
            } else if (blocks.get(scan)[i] == value) {
                equal++;
                i++;
            } else {
                break;
            }
        }
        System.arraycopy(block, place, block, place + 1, size - place);
        block[place] = value;
        if (size + 1 == FULL) {
            double[] upper = new double[FULL];
            System.arraycopy(block, FULL / 2, upper, 0, FULL / 2);
            blocks.add(at + 1, upper);
            sizes.add(at + 1, FULL / 2);
            sizes.set(at, FULL / 2);
        } else {
            sizes.set(at, size + 1);
        }
        return before + place + 1 + equal / 2.0;
    }

    /** The value at that place in ascending order, from 0 on. */
    double get(int place) {
        int at = 0;
        int left = place;
        while (left >= sizes.get(at)) {
            left -= sizes.get(at++);
        }
        return blocks.get(at)[left];
    }

    private static int firstNotBelow(double[] block, int size, double value) {
        int found = Arrays.binarySearch(block, 0, size, value);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && block[found - 1] == value) {
            found--;
        }
        return found;
    }
}
