package io.jenkins.plugins.promotion.engine.policy;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.health;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.health.BlockCheck;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.GateWords;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthDemandTest {
    private static final Check SHOP = HttpCheck.of("https://shop.example/healthz");
    private static final Check DB = TcpCheck.parse("db:5432");

    @Test
    void saysWhatItDemandsInASentence() {
        assertThat(Environment.open(PRODUCTION).with(health()).sentence())
                .isEqualTo("Every release may enter production. It counts there once shop was well 3 times in a row"
                        + " within 5m.");
        assertThat(Environment.open(PRODUCTION)
                        .with(new HealthDemand(
                                List.of(SHOP, DB), new GateWords(null, "10m", 1, null, null, "30m", null)))
                        .sentence())
                .endsWith(
                        "once https://shop.example/healthz, db:5432 were well once within 10m, and stayed so for 30m.");
    }

    @Test
    void whatIsInForceIsWhole() {
        Environment environment = Environment.open(PRODUCTION).with(new HealthDemand(null, null));

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Environments(List.of(environment)))
                .withMessage("health of production: checks: '0 checks' is not allowed; a gate has 1 to 50")
                .satisfies(e -> assertThat(e.field()).isEqualTo("health of production: checks"));
    }

    @Test
    void refusesWhatItCannotLookAt() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new HealthDemand(List.of(new BlockCheck(null)), null))
                .withMessageContaining("a block runs in a build");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new HealthDemand(List.of(SHOP, SHOP), null))
                .withMessageContaining("every check has a name of its own");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() ->
                        new HealthDemand(List.of(SHOP), new GateWords(null, null, null, null, null, "long", null)))
                .withMessageContaining("soak: 'long' is not allowed");
    }

    @Test
    void aFolderAddsChecksAndLengthensTheSoak() {
        HealthDemand own = new HealthDemand(List.of(DB), new GateWords(null, null, null, null, null, "1h", null));

        assertThat(weakenings(health(), own)).isEmpty();
        HealthDemand both = own.over(health());
        assertThat(both.checks()).extracting(Check::name).containsExactly("shop", "db:5432");
        assertThat(both.words()).isEqualTo(own.words());
        assertThat(own.over(null)).isEqualTo(own);
    }

    @Test
    void aFolderThatSaysTheSameAgainSaysNothingNew() {
        assertThat(weakenings(health(), health())).isEmpty();
        assertThat(health().over(health())).isEqualTo(health());
    }

    @Test
    void anotherCheckUnderTheNameOfAnInheritedOneIsRefusedAndNeverTakesItsPlace() {
        HealthDemand own = new HealthDemand(List.of(new TcpCheck("shop", "db", 5432, null)), null);

        assertThat(weakenings(health(), own))
                .singleElement()
                .satisfies(weakening -> assertThat(weakening.reason()).contains("The check 'shop' is inherited"));
        assertThat(own.over(health()).checks()).isEqualTo(health().checks());
    }

    @ParameterizedTest
    @CsvSource({
        "interval, 10s, 10s, true",
        "interval, 10s, 5s, false",
        "interval, 10s, 20s, false",
        "timeout, 5m, 4m, true",
        "timeout, 5m, 6m, false",
        "timeout, '', 6m, false",
        "successThreshold, 3, 4, true",
        "successThreshold, 3, 2, false",
        "successThreshold, '', 2, false",
        "failureThreshold, 3, 3, true",
        "failureThreshold, 3, 2, true",
        "failureThreshold, 3, 4, false",
        "failureThreshold, 3, 0, false",
        "failureThreshold, 0, 1, true",
        "failureThreshold, 0, 2, false",
        "failureThreshold, 0, 0, true",
        "initialDelay, 30s, 30s, true",
        "initialDelay, 30s, 0s, false",
        "initialDelay, 30s, 60s, false",
        "soak, 30m, 31m, true",
        "soak, 30m, 29m, false",
        "soak, '', 1s, true",
        "errorLimit, 5, 4, true",
        "errorLimit, 5, 6, false",
        "errorLimit, 5, 0, false",
        "errorLimit, 0, 9, true",
    })
    void eachTimeAndCountIsInheritedOrMoreDemanding(String field, String inherited, String own, boolean may) {
        HealthDemand above = new HealthDemand(List.of(SHOP), words(field, inherited.isEmpty() ? null : inherited));
        HealthDemand below = new HealthDemand(null, words(field, own));

        assertThat(weakenings(above, below).isEmpty()).isEqualTo(may);
        assertThat(weakenings(above, below))
                .allMatch(weakening -> weakening.reason().contains(field));
        assertThat(below.over(above).words()).isEqualTo(may ? below.words() : above.words());
    }

    @Test
    void aDefinitionWhereThereIsNoneIsNoWeakeningAndSayingNothingDropsNothing() {
        Environment open = Environment.open(PRODUCTION);
        assertThat(Tightening.weakenings(open, open.with(health()))).isEmpty();
        assertThat(Tightening.weakenings(open.with(health()), open)).isEmpty();
    }

    private static List<Tightening.Weakening> weakenings(HealthDemand inherited, HealthDemand own) {
        Environment open = Environment.open(PRODUCTION);
        return Tightening.weakenings(open.with(inherited), open.with(own));
    }

    private static GateWords words(String field, String value) {
        return new GateWords(
                text("interval", field, value),
                text("timeout", field, value),
                number("successThreshold", field, value),
                number("failureThreshold", field, value),
                text("initialDelay", field, value),
                text("soak", field, value),
                number("errorLimit", field, value));
    }

    private static String text(String name, String field, String value) {
        return name.equals(field) ? value : null;
    }

    private static Integer number(String name, String field, String value) {
        return name.equals(field) && value != null ? Integer.valueOf(value) : null;
    }
}
