package io.jenkins.plugins.promotion.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the real canary stands on: weights that a script sets arrive at the customers, and none of them notices. */
class WeightedProxyTest {
    private static final int ENOUGH = 200;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void whatIsSetIsWhatCustomersGet(WeightedProxy.Kind kind) throws Exception {
        assumeTrue(kind.isInstalled(), kind + " is not installed here");
        try (ServiceVersion old = new ServiceVersion("1.0", 0, 5);
                ServiceVersion fresh = new ServiceVersion("2.0", 0, 5);
                WeightedProxy proxy = WeightedProxy.start(kind, directory, List.of(old, fresh));
                Customers customers = new Customers(proxy.uri(), 200)) {
            more(customers, ENOUGH);
            assertThat(customers.answeredBy("2.0")).isZero();

            route(proxy, "25");
            long before = customers.answeredBy("2.0");
            long all = customers.answered();
            more(customers, 2 * ENOUGH);
            assertThat((customers.answeredBy("2.0") - before) / (double) (customers.answered() - all))
                    .isBetween(0.15, 0.35);

            route(proxy, "100");
            long late;
            int rounds = 0;
            do {
                late = customers.answeredBy("1.0");
                more(customers, ENOUGH);
                assertThat(++rounds).as("customers of 1.0 that keep coming").isLessThan(10);
            } while (customers.answeredBy("1.0") > late); // what was under way is answered yet
            assertThat(customers.unanswered()).isZero();
        }
    }

    private static void route(WeightedProxy proxy, String weight) throws Exception {
        assertThat(new ProcessBuilder("sh", proxy.script(), "1.0", "2.0", weight)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        proxy.await("2.0 " + weight);
    }

    private static void more(Customers customers, int answers) throws InterruptedException {
        long until = customers.answered() + answers;
        while (customers.answered() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
