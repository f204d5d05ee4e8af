package io.jenkins.plugins.promotion.verification;

import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.HealthDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.config.WatchDefinition;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.health.HttpHealthCheck;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** Environments that demand something of every deployment. */
public final class Demands {
    private Demands() {}

    /** Staging, where a page must be well twice, a second apart, within a time; production lets everything in from there. */
    public static void page(String url, String timeout, String soak) {
        define(health(url, timeout, soak));
    }

    /** The same with all the time that it needs to be well, and an end as soon as it is not well twice in a row. */
    public static void pageThatFails(String url) {
        HealthDefinition health = health(url, "10m", null);
        health.setFailureThreshold(2);
        define(health);
    }

    private static void define(HealthDefinition health) {
        Gates.allowLoopback();
        EnvironmentDefinition staging = new EnvironmentDefinition("staging");
        staging.setHealth(health);
        EnvironmentDefinition production = new EnvironmentDefinition("production");
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging, production));
    }

    /** A page that must be well twice, a second apart. */
    public static HealthDefinition health(String url, String timeout, String soak) {
        HttpHealthCheck page = new HttpHealthCheck(url);
        page.setName("shop");
        HealthDefinition health = new HealthDefinition(List.of(page));
        health.setInterval("1s");
        health.setSuccessThreshold(2);
        health.setTimeout(timeout);
        health.setSoak(soak);
        return health;
    }

    /** Staging, where a page must stay well for an hour after the build, looked at every second. */
    public static EnvironmentDefinition watched(String url, OnUnwell onUnwell) {
        Gates.allowLoopback();
        HttpHealthCheck page = new HttpHealthCheck(url);
        page.setName("shop");
        WatchDefinition watch = new WatchDefinition();
        watch.setChecks(List.of(page));
        watch.setInterval("1s");
        watch.setFailureThreshold(2);
        watch.setSoak("1h");
        watch.setOnUnwell(onUnwell.word());
        EnvironmentDefinition staging = new EnvironmentDefinition("staging");
        staging.setWatch(watch);
        return staging;
    }

    /** What is known of the verification of a promotion; {@code null} when none runs. */
    public static GateState state(WorkflowJob job, String id) {
        return Verifications.get()
                .state(Application.of(job), Promotions.promotion(job, id))
                .orElse(null);
    }

    /** Waits until something is so that nobody tells of. */
    public static void await(BooleanSupplier condition) throws InterruptedException {
        Promotions.await(condition);
    }
}
