package io.jenkins.plugins.promotion.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.net.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of probes when all threads on which they begin are stuck. */
class ProbePoolTest {
    /** More than may run and wait. */
    private static final int MANY = 10_100;

    @Test
    void whatIsTooMuchIsAnErrorAtOnceAndTheRestGoesOn() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        List<CompletableFuture<Reading>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(ProbePool.begin(() -> {
                stuck.await();
                return CompletableFuture.completedFuture(ProbePool.failed(Fault.OTHER, "it was let go"));
            }));
        }
        try {
            assertThat(all.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
                    .isNotEmpty()
                    .allSatisfy(reading ->
                            assertThat(((Reading.Failed) reading).fault()).isEqualTo(Fault.OVERLOADED));
        } finally {
            stuck.countDown();
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(1, TimeUnit.MINUTES);
        assertThat(all)
                .filteredOn(each -> ((Reading.Failed) each.join()).fault() == Fault.OTHER)
                .hasSizeGreaterThan(10_000);
    }

    @Test
    void aProbeThatCannotBeginIsNoHang() {
        assertThat(ProbePool.begin(() -> {
                    throw new IllegalStateException("no agent");
                }))
                .failsWithin(1, TimeUnit.MINUTES)
                .withThrowableThat()
                .withMessageContaining("no agent");
    }
}
