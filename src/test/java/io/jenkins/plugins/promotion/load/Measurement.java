package io.jenkins.plugins.promotion.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/** Times of something that is done several times. */
final class Measurement {
    private final List<Long> millis = new ArrayList<>();

    /** Does it, and notes how long it took. */
    <T> T time(Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        millis.add((System.nanoTime() - start) / 1_000_000);
        return result;
    }

    long median() {
        long[] sorted = millis.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Override
    public String toString() {
        return "median " + median() + " ms of " + millis;
    }

    static void print(String what, Object result) {
        System.out.println("MEASURED " + what + ": " + result);
    }
}
