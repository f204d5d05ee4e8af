package io.jenkins.plugins.promotion.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.kill.KillableJenkins;
import java.util.Locale;
import java.util.function.Predicate;

/** Releases of the service, through a Jenkins that may be killed, to its customers. */
final class Releases {
    private final KillableJenkins jenkins;
    private final Stage stage;

    /**
     * @param alpha the probability of an analysis to find harm by chance
     * @param interval how far apart its looks are
     */
    Releases(KillableJenkins jenkins, Stage stage, String alpha, String interval) throws Throwable {
        this.jenkins = jenkins;
        this.stage = stage;
        String prometheus = stage.prometheus();
        jenkins.runRemotely(rule -> {
            Storefront.configure(rule, prometheus, alpha, interval);
        });
    }

    /** Starts to release a version. */
    void start(String version, String rollout) throws Throwable {
        String script = stage.proxy().script();
        jenkins.runRemotely(rule -> {
            Storefront.release(rule, version, rollout, script);
        });
    }

    /** Waits until its rollout is as demanded. */
    void await(String version, Predicate<RolloutRecord> demanded) throws Exception {
        Recorded.await(jenkins.getHome(), version, demanded);
    }

    /** Waits until the build has ended, demands how, and says what it took. */
    Recorded ended(String version, boolean well) throws Throwable {
        jenkins.runRemotely(rule -> {
            Storefront.awaitEnd(rule, well);
        });
        Recorded found = Recorded.read(jenkins.getHome(), version);
        System.out.println(String.format(
                Locale.ROOT,
                "MEASURED real canary %s: %s, weights %s, verdict after %.1f s, back in %.1f s, %d of %d requests"
                        + " answered by it, %d of them failed; %s",
                version,
                found.outcome(),
                found.weights(),
                found.untilVerdict().toMillis() / 1000.0,
                found.back().toMillis() / 1000.0,
                stage.customers().answeredBy(version),
                stage.customers().answered(),
                stage.customers().failedBy(version),
                found.rollout().end().reason()));
        return found;
    }

    /** Record and traffic agree: what the ledger has last is what the proxy works by. */
    void assertAgreement(String version, int weight) throws Exception {
        RolloutWeight recorded =
                Recorded.read(jenkins.getHome(), version).rollout().current().orElseThrow();
        assertThat(recorded.weight()).isEqualTo(weight);
        assertThat(recorded.isOpen()).isFalse();
        stage.proxy().await(version + " " + weight);
    }
}
