package io.jenkins.plugins.promotion.engine.policy;

import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.closed;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.open;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Application;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static Forecast ask(Application application, PromotionId id, Instant at) {
        return application.machine(PRODUCTION).forecast(application.slot(PRODUCTION), application.promotion(id), at);
    }

    @Test
    void theNextMomentIsTheFirstAtWhichAllThatTheClockDecidesPasses() {
        OrderRule soaked = new OrderRule(List.of(STAGING), null, Duration.ofDays(2));
        Application application = new Application(environment(
                PRODUCTION,
                soaked,
                open("Tue-Thu 10:00-15:00"),
                closed("Inventory", "2026-03-05T00:00", "2026-03-10T14:00")));
        application.verified(STAGING, release(1));
        PromotionId id = application.request(PRODUCTION, release(1));

        Forecast forecast = ask(application, id, START);
        assertThat(forecast.passes()).isFalse();
        assertThat(forecast.findings())
                .extracting(Finding::status)
                .containsExactly(Status.WAITING, Status.WAITING, Status.SATISFIED, Status.SATISFIED);
        assertThat(forecast.clearAt()).as("soaked on Wednesday at 9").isEqualTo("2026-03-04T10:00:00Z");
        assertThat(forecast.leftToPeople()).isEmpty();

        assertThat(ask(application, id, Instant.parse("2026-03-04T15:00:00Z")).clearAt())
                .isEqualTo("2026-03-10T14:00:00Z");
        assertThat(ask(application, id, Instant.parse("2026-03-10T14:30:00Z")).passes())
                .isTrue();
    }

    @Test
    void itSaysWhatOnlyPeopleCanChange() {
        Application application = new Application(environment(PRODUCTION, open("Tue 10:00-15:00"), approvals(1)));
        PromotionId id = application.request(PRODUCTION, release(1));

        Forecast forecast = ask(application, id, START);
        assertThat(forecast.clearAt()).isEqualTo("2026-03-03T10:00:00Z");
        assertThat(forecast.leftToPeople()).extracting(Finding::rule).containsExactly("Approvals");
        application.configure(environment(PRODUCTION, after(STAGING)));
        assertThat(ask(application, id, START).leftToPeople())
                .extracting(Finding::status)
                .containsExactly(Status.REFUSED);
    }

    @Test
    void anApprovalThatLapsesUntilThenIsLeftToPeople() {
        ApprovalRule brief =
                new ApprovalRule("Board", 1, List.of(), List.of(), false, null, false, null, Duration.ofHours(5));
        Application application = new Application(environment(PRODUCTION, open("Tue 10:00-15:00"), brief));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.approve(id, voter(BOB));

        Forecast forecast = ask(application, id, START);
        assertThat(forecast.findings().get(1).status()).isEqualTo(Status.SATISFIED);
        assertThat(forecast.leftToPeople()).extracting(Finding::rule).containsExactly("Board");
    }

    @Test
    void aDeadlineBeforeThatIsSaid() {
        Application application = new Application(environment(PRODUCTION, open("Tue 10:00-15:00")));
        PromotionId id = application.request(PRODUCTION, release(1), OnFailure.LEAVE, START.plus(Duration.ofHours(3)));

        assertThat(ask(application, id, START).expiresFirst()).isTrue();
        assertThat(ask(application, application.request(PRODUCTION, release(2)), START)
                        .expiresFirst())
                .isFalse();
    }
}
