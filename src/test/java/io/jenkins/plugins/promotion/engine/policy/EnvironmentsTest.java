package io.jenkins.plugins.promotion.engine.policy;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.QA;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentsTest {
    @Test
    void environmentsKeepTheirOrderAndAreFoundIgnoringCase() {
        Environments environments =
                new Environments(List.of(Environment.open(STAGING), environment(PRODUCTION, after(STAGING))));

        assertThat(environments.all()).extracting(Environment::name).containsExactly(STAGING, PRODUCTION);
        assertThat(environments.get(EnvironmentName.of("PRODUCTION")).name()).hasToString("production");
        assertThat(environments.find(QA)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            prodction  | ; did you mean 'production'? (known: staging, production)
            Stagign    | ; did you mean 'staging'? (known: staging, production)
            completely-other | ` (known: staging, production)`
            """)
    void anUnknownNameIsRefusedWithTheKnownOnesAndTheNearest(String name, String hint) {
        Environments environments = new Environments(List.of(Environment.open(STAGING), Environment.open(PRODUCTION)));

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> environments.get(EnvironmentName.of(name)))
                .withMessage("environment: '" + name + "' is not allowed; there is no such environment" + hint);
    }

    @Test
    void whereNoneIsDefinedTheErrorSaysSo() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Environments(List.of()).get(STAGING))
                .withMessageEndingWith("there is no such environment (none is defined)");
    }

    @Test
    void aNameIsUsedOnceIgnoringCase() {
        assertRefused(
                "environment",
                "a name can be used once, ignoring case",
                Environment.open(STAGING),
                Environment.open(EnvironmentName.of("Staging")));
    }

    @Test
    void environmentsCannotRequireEachOtherInACircle() {
        assertRefused(
                "order of staging",
                "environments cannot require each other in a circle",
                environment(STAGING, after(PRODUCTION)),
                environment(PRODUCTION, after(STAGING)));
        assertRefused(
                "order of staging",
                "environments cannot require each other in a circle",
                environment(STAGING, after(QA)),
                environment(QA, after(PRODUCTION)),
                environment(PRODUCTION, after(STAGING)));
    }

    @Test
    void twoWaysToOneEnvironmentAreNoCircle() {
        EnvironmentName development = EnvironmentName.of("development");
        Environments diamond = new Environments(List.of(
                Environment.open(development),
                environment(STAGING, after(development)),
                environment(QA, after(development)),
                environment(PRODUCTION, after(STAGING, QA))));
        assertThat(diamond.all()).hasSize(4);
    }

    @Test
    void whoeverRequiresAnUnknownEnvironmentIsNamedNotWhoeverRequiresThat() {
        assertRefused(
                "order of staging",
                "there is no such environment; did you mean 'qa'? (known: production, staging, qa)",
                environment(PRODUCTION, after(STAGING)),
                environment(STAGING, after(EnvironmentName.of("qaa"))),
                Environment.open(QA));
    }

    @Test
    void anEnvironmentCannotRequireItself() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> environment(STAGING, after(EnvironmentName.of("STAGING"))))
                .withMessage("order of staging: 'staging' is not allowed; an environment cannot require itself");
    }

    @Test
    void rulesOfOneEnvironmentHaveDifferentNamesIgnoringCase() {
        ApprovalRule first = new ApprovalRule("Board", 1, null, null, false);
        ApprovalRule second = new ApprovalRule("BOARD", 2, null, null, false);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> environment(STAGING, first, second))
                .withMessageStartingWith(
                        "rule of staging: 'BOARD' is not allowed; each rule of an environment has its own name");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> environment(PRODUCTION, after(STAGING), after(QA)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Slot", "slot", "NEWER", "Hold", "quarantine"})
    void aRuleCannotTakeTheNameOfWhatAlwaysHolds(String name) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> environment(STAGING, new ApprovalRule(name, 1, null, null, false)))
                .withMessageEndingWith(
                        "and Slot, Newer, Hold, Quarantine, Way back and Checklist of the build are taken");
    }

    @Test
    void whatIsLeftOutHasADefaultButTheNameHasNone() {
        Environment environment = new Environment(STAGING, null, null, null, true);
        assertThat(environment.description()).isEmpty();
        assertThat(environment.rules()).isEmpty();
        assertThat(environment.queue()).isEqualTo(QueuePolicy.NEWEST_FIRST);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Environment(null, null, null, null, true));
    }

    @Test
    void allRulesAreSaidInOneSentence() {
        assertThat(environment(PRODUCTION, after(STAGING), new ApprovalRule("Board", 2, null, List.of("board"), false))
                        .sentence())
                .isEqualTo("A release enters production once staging verified it, and 2 of board approved it.");
        assertThat(environment(PRODUCTION, approvals(1), approvals(2).named("Second"))
                        .sentence())
                .isEqualTo("A release enters production once somebody who may approve it did so,"
                        + " and 2 people who may approve it did so.");
        assertThat(Environment.open(STAGING).sentence()).isEqualTo("Every release may enter staging.");
        assertThat(environment(PRODUCTION, after(STAGING), approvals(1)).requires())
                .containsExactly(STAGING);
    }

    private static void assertRefused(String field, String reason, Environment... environments) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Environments(List.of(environments)))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .withMessageEndingWith(reason);
    }
}
