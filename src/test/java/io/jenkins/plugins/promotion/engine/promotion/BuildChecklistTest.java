package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.RulesInForce;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a build adds to the rules of its promotion. */
class BuildChecklistTest {
    private static final String NAME = RulesInForce.CHECKLIST_OF_THE_BUILD;
    private static final Environment APPROVED = environment(PRODUCTION, approvals(1));

    private static PromotionId request(Application application, String... items) {
        PromotionId id = application.slot(PRODUCTION).nextId();
        application.handle(PRODUCTION, asked(null, items));
        return id;
    }

    private static Command.Request asked(List<Command.Waiver> overrides, String... items) {
        return new Command.Request(
                Kind.PROMOTION,
                release(1),
                ADA,
                OnFailure.LEAVE,
                null,
                null,
                null,
                null,
                overrides,
                null,
                List.of(items));
    }

    @Test
    void everyItemHasToBeTickedBesideWhatTheEnvironmentAsks() {
        Application application = new Application(APPROVED);
        PromotionId id = request(application, "Backup", "On call");
        application.approve(id, voter(BOB));
        application.tick(id, "Backup", voter(BOB));

        assertThat(application.promotion(id).isWaiting()).isTrue();
        assertThat(application.finding(id, NAME).reason()).isEqualTo("1 of 2 ticked; missing: On call.");
        assertThat(application.finding(id, NAME).details()).containsExactly("'Backup' was ticked by bob.");

        application.tick(id, "On call", voter(CLEO));
        assertThat(application.promotion(id).isHolder()).isTrue();
        assertThat(application.promotion(id).evidence()).contains(NAME + ": 2 of 2 ticked.");
    }

    @Test
    void itConcernsOnePromotion() {
        Application application = new Application(APPROVED);
        PromotionId first = request(application, "Backup");
        application.abort(first, ADA);
        PromotionId next = application.request(PRODUCTION, release(2));
        application.approve(next, voter(BOB));

        assertThat(application.promotion(next).isHolder()).isTrue();
        assertThat(application
                        .machine(PRODUCTION)
                        .rules(application.promotion(first))
                        .all())
                .extracting(Rule::name)
                .containsExactly("Approvals", NAME);
        assertThat(application
                        .machine(PRODUCTION)
                        .rules(application.promotion(next))
                        .all())
                .extracting(Rule::name)
                .containsExactly("Approvals");
    }

    @Test
    void itIsLiftedLikeAnotherRule() {
        Application application = new Application(APPROVED);
        PromotionId id = request(application, "Backup");
        application.override(id, "checklist of the build", CLEO);

        assertThat(application.finding(id, NAME).lifted()).isEqualTo(Finding.Lift.OVERRIDE);

        PromotionId other = application.slot(PRODUCTION).nextId();
        application.handle(PRODUCTION, asked(List.of(new Command.Waiver(NAME, CLEO, "done by hand")), "Backup"));
        assertThat(application.finding(other, NAME).lifted()).isEqualTo(Finding.Lift.OVERRIDE);
    }

    @Test
    void aChecklistOfTheEnvironmentStays() {
        Application application =
                new Application(environment(PRODUCTION, new ChecklistRule("Checklist", List.of("Backup"))));
        PromotionId id = request(application, "Backup");
        application.handle(PRODUCTION, new Command.Tick(id, NAME, "Backup", voter(BOB), true));

        assertThat(application.finding(id, NAME).reason()).isEqualTo("1 of 1 ticked.");
        assertThat(application.promotion(id).isWaiting())
                .as("the item of the environment is another one")
                .isTrue();
        application.handle(PRODUCTION, new Command.Tick(id, "Checklist", "Backup", voter(BOB), true));
        assertThat(application.promotion(id).isHolder()).isTrue();
    }

    @Test
    void aFaultyChecklistIsNoRequest() {
        Application application = new Application(APPROVED);
        for (List<String> faulty :
                List.of(List.of(" "), List.of("Backup", "Backup"), List.of("a\nb"), Collections.nCopies(101, "item"))) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> request(application, faulty.toArray(new String[0])))
                    .withMessageContaining("'Checklist of the build'");
        }
        assertThat(application.slot(PRODUCTION).version()).isZero();
    }

    @Test
    void itIsRecordedAsItIsRead() {
        Application application = new Application(APPROVED);
        PromotionId id = request(application, "  Backup ");
        application.tick(id, "Backup", voter(BOB));

        assertThat(application.promotion(id).requested().checklist()).containsExactly("Backup");
        assertThat(application.finding(id, NAME).reason()).isEqualTo("1 of 1 ticked.");
    }

    @Test
    void noRuleOfAnEnvironmentHasItsName() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> environment(PRODUCTION, new ChecklistRule("checklist OF the build", List.of("a"))))
                .withMessageContaining("are taken");
    }

    @Test
    void aRequestThatNobodyMadeYetCanBeAskedAbout() {
        Application application = new Application(APPROVED);
        Forecast forecast = application
                .machine(PRODUCTION)
                .forecast(application.slot(PRODUCTION), asked(null, "Backup"), application.now());

        assertThat(forecast.leftToPeople()).extracting(Finding::rule).containsExactly("Approvals", NAME);
        assertThat(application.slot(PRODUCTION).version()).isZero();
    }
}
