package io.jenkins.plugins.promotion.engine;

import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.FreezeRule;
import io.jenkins.plugins.promotion.engine.policy.HealthDemand;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.policy.WindowRule;
import io.jenkins.plugins.promotion.engine.schedule.Closure;
import io.jenkins.plugins.promotion.engine.schedule.OpenHours;
import io.jenkins.plugins.promotion.engine.schedule.Recurrence;
import io.jenkins.plugins.promotion.engine.schedule.WeeklyWindow;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A small shop and its people. */
public final class Samples {
    public static final EnvironmentName STAGING = EnvironmentName.of("staging");
    public static final EnvironmentName PRODUCTION = EnvironmentName.of("production");
    public static final EnvironmentName QA = EnvironmentName.of("qa");
    public static final Principal ADA = new Principal("ada", "Ada Lovelace");
    public static final Principal BOB = Principal.of("bob");
    public static final Principal CLEO = Principal.of("cleo");
    public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private Samples() {}

    /** The release of that number: 2 was built a day after 1. */
    public static Release release(int number) {
        return new Release(
                "1." + number,
                List.of(),
                null,
                new BuildRef("shop", number),
                START.minus(Duration.ofDays(1000 - number)));
    }

    /** The same with one artefact, whose digest repeats the digit. */
    public static Release release(int number, char digit) {
        return new Release(
                "1." + number,
                List.of(new Artifact("shop.jar", String.valueOf(digit).repeat(64))),
                null,
                new BuildRef("shop", number),
                START.minus(Duration.ofDays(1000 - number)));
    }

    public static Voter voter(Principal principal, String... groups) {
        return new Voter(principal, Set.of(groups));
    }

    public static OrderRule after(EnvironmentName... environments) {
        return new OrderRule(List.of(environments), OrderRule.Require.ALL);
    }

    /** Approvals by whoever has the permission. */
    public static ApprovalRule approvals(int count) {
        return new ApprovalRule(null, count, List.of(), List.of(), false);
    }

    public static Environment environment(EnvironmentName name, QueuePolicy queue, Rule... rules) {
        return new Environment(name, "", List.of(rules), queue, true);
    }

    public static Environment environment(EnvironmentName name, Rule... rules) {
        return environment(name, QueuePolicy.NEWEST_FIRST, rules);
    }

    /** One web page that must be well, with every default. */
    public static HealthDemand health() {
        return new HealthDemand(
                List.of(new HttpCheck(
                        "shop",
                        "https://shop.example/healthz",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)),
                null);
    }

    /** Weekly windows in UTC. */
    public static WindowRule open(String... windows) {
        return new WindowRule(
                null,
                new OpenHours(
                        new ZoneName("UTC"),
                        Stream.of(windows).map(WeeklyWindow::parse).toList()));
    }

    /** A freeze in UTC. */
    public static FreezeRule closed(String name, String from, String to) {
        return closed(name, from, to, null);
    }

    /** The same, again and again. */
    public static FreezeRule closed(String name, String from, String to, String repeat) {
        return new FreezeRule(
                name,
                "stock is counted",
                Closure.between(
                        new ZoneName("UTC"),
                        LocalDateTime.parse(from),
                        LocalDateTime.parse(to),
                        repeat == null ? null : new Recurrence(repeat)));
    }
}
