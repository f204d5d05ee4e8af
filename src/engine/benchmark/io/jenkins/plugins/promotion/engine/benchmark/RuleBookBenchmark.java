package io.jenkins.plugins.promotion.engine.benchmark;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.closed;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.open;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Facts;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.RuleBook;
import io.jenkins.plugins.promotion.engine.promotion.Application;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to ask every rule of an environment with 20 rules about a promotion with 50 votes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 20, time = 1)
@Fork(2)
@Threads(1)
public class RuleBookBenchmark {
    private static final int APPROVAL_RULES = 10;
    private static final int VOTES = 50;

    private Environment environment;
    private Facts facts;

    @Setup
    public void ask() {
        List<Rule> rules = new ArrayList<>();
        rules.add(new OrderRule(List.of(STAGING), null, Duration.ofHours(1)));
        rules.add(open("Mon-Thu 08:00-18:00", "Fri 08:00-12:00"));
        for (String day : List.of("FR", "SA", "SU", "MO")) {
            rules.add(closed("Weekly " + day, "2020-01-01T20:00", "2020-01-01T22:00", "FREQ=WEEKLY;BYDAY=" + day));
        }
        rules.add(closed("Year end", "2020-12-18T15:00", "2021-01-04T10:00", "FREQ=YEARLY"));
        rules.add(closed("Inventory", "2026-06-30T00:00", "2026-07-02T00:00"));
        rules.add(new ChecklistRule("Before", List.of("Backup", "On call", "Flags", "Migrations")));
        rules.add(new ChecklistRule("Legal", List.of("Licences", "Export")));
        for (int i = 0; i < APPROVAL_RULES; i++) {
            rules.add(new ApprovalRule("Board " + i, 6, List.of(), List.of("board-" + i), true, null, false, null, Duration.ofDays(9)));
        }
        environment = environment(PRODUCTION, rules.toArray(Rule[]::new));
        Application application = new Application(environment);
        application.verified(STAGING, release(1));
        application.passes(Duration.ofHours(2));
        PromotionId id = application.request(PRODUCTION, release(1));
        for (int i = 0; i < VOTES; i++) {
            application.approve(id, voter(Principal.of("person-" + i), "board-" + i % APPROVAL_RULES));
        }
        facts = application.facts(id);
        if (environment.rules().size() != 20 || facts.promotion().votes().size() != VOTES) {
            throw new IllegalStateException("20 rules and 50 votes were wanted");
        }
    }

    @Benchmark
    public List<Finding> evaluate() {
        return RuleBook.evaluate(environment, facts);
    }

    @Benchmark
    public Forecast forecast() {
        return Forecast.of(environment, facts);
    }
}
