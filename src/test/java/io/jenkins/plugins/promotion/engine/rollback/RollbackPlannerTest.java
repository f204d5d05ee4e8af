package io.jenkins.plugins.promotion.engine.rollback;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.WaysBack;
import io.jenkins.plugins.promotion.engine.promotion.Application;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.rollback.NoWayBackException.Reason;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollbackPlannerTest {
    private final Application application = new Application();

    /**
     * What happened, where one comes back to with {@code previous}, and what is left by that.
     *
     * <p>{@code 2} is verified, {@code 2f} failed, {@code 2b} failed and so did the rollback after it, {@code 2r} failed and
     * was rolled back, {@code 2u} was lost, {@code 2d} is being deployed, {@code 2w} was aborted while it waited, {@code 2c} verified
     * with a compatible migration, {@code 2i} verified with an irreversible one, {@code 2x} failed with one, {@code q2} is
     * put into quarantine, {@code <2} was rolled back to, {@code <2!} too, but the rollback failed.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            1 2             | 1 | 2
            1 2 3           | 2 | 3
            1 2 3 q2        | 1 | 3
            1 2 3 <2        | 1 | 2
            1 2 3 <2 4      | 2 | 4
            1 2 3 <1 2      | 1 | 2
            1 2 3f          | 2 | 3
            1 2 3f q2       | 1 | 3
            1 2 3b          | 2 | 3
            1 2 3u          | 2 | 3
            1 2 3r          | 1 | 2
            1 2 3d          | 2 | 3
            1 2 3w          | 1 | 2
            1 2 3 <2!       | 2 | 3
            1 2 3 q2 <1! q1 | - | QUARANTINED
            1f              | - | NO_EARLIER
            1               | - | NO_EARLIER
            ''              | - | NO_EARLIER
            1 2c            | 1 | 2
            1 2i            | - | BARRED
            1 2i 3          | 2 | 3
            1 2i 3 q2       | - | QUARANTINED
            1 2x            | - | BARRED
            1 2x 3          | - | BARRED
            1 2x 3 4        | 3 | 4
            1 2 3x 2 4      | 2 | 4
            """)
    void previous(String history, String to, String from) {
        happen(history);

        if (to == null) {
            assertThat(refusal("previous").reason()).isEqualTo(Reason.valueOf(from));
        } else {
            RollbackPlan plan = application.planner(PRODUCTION).plan("previous");
            assertThat(plan.release().version()).isEqualTo("1." + to);
            assertThat(plan.from().release().version()).isEqualTo("1." + from);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 2 3        | 1.1          |
            1 2 3        | production-1 |
            1 2 3        | 1.3          | CURRENT
            1 2 3        | production-3 | CURRENT
            1 2 3f       | 1.3          | CURRENT
            1 2f 3       | 1.2          | UNVERIFIED
            1 2w 3       | production-2 | UNVERIFIED
            1 2 3        | 1.7          | UNKNOWN
            1 2 3        | production-9 | UNKNOWN
            1 2 3        | staging-1    | UNKNOWN
            1 2 3 q1     | 1.1          | QUARANTINED
            1 2i 3       | 1.1          | BARRED
            1 2c 3       | 1.1          |
            1 2 3 <2     | 1.3          | NOT_BEFORE
            1 2 3 <1     | 1.2          | NOT_BEFORE
            1 2 3 <2!    | 1.2          |
            1 2 3 <2!    | 1.1          |
            1 2 3 <2!    | 1.3          | CURRENT
            """)
    void named(String history, String to, Reason refused) {
        happen(history);

        if (refused != null) {
            assertThat(refusal(to).reason()).isEqualTo(refused);
        } else {
            RollbackPlan plan = application.planner(PRODUCTION).plan(to);
            assertThat(List.of(
                            plan.release().version(),
                            PRODUCTION + "-" + plan.to().id().number()))
                    .contains(to);
        }
    }

    @Test
    void refusalsNameWhatIsSafe() {
        happen("1 2i 3 4 q3 5");

        assertThat(refusal("1.1"))
                .hasMessage(
                        "1.1 lies behind the irreversible migration of 1.2 (production-2): it cannot work on the data"
                                + " as it is now. Safe to come back to: 1.4 (production-4), 1.2 (production-2).");
        assertThat(refusal("1.3"))
                .hasMessage("1.3 is in quarantine: it loses orders. Safe to come back to: 1.4 (production-4), 1.2"
                        + " (production-2).");
        assertThat(refusal("1.5"))
                .hasMessageStartingWith("1.5 is the release that a rollback would leave. Safe to come back to: 1.4");
        assertThat(refusal("2.0"))
                .hasMessageStartingWith("Nothing called '2.0' was ever promoted to production. A version, the id of a"
                        + " promotion such as production-1, or 'previous' can be named. Safe to");
    }

    @Test
    void whereNothingIsSafeThatIsSaid() {
        happen("1 2i");

        assertThat(refusal("previous"))
                .hasMessageEndingWith("There is no release to come back to: promote one that mends it.");
    }

    @Test
    void aPlanSaysWhatGoesAwayAndWhatItCrosses() {
        happen("1 2 3c 4 5f");

        RollbackPlan plan = application.planner(PRODUCTION).plan("1.2");

        assertThat(plan.undone()).extracting(one -> one.release().version()).containsExactly("1.5", "1.4", "1.3");
        assertThat(plan.migrations()).extracting(one -> one.release().version()).containsExactly("1.3");
    }

    @Test
    void everyReleaseBeforeIsListedWithWhatStandsInTheWay() {
        happen("1 2i 3 4 q3 5");

        assertThat(application.planner(PRODUCTION).ways())
                .extracting(
                        way -> way.verified().release().version(),
                        way -> way.isOpen() ? null : way.refusal().obstacle())
                .containsExactly(
                        tuple("1.4", null),
                        tuple("1.3", WaysBack.Obstacle.QUARANTINED),
                        tuple("1.2", null),
                        tuple("1.1", WaysBack.Obstacle.BARRED));
    }

    @Test
    void aQuarantineThatWasSetElsewhereCounts() {
        happen("1 2");
        application.quarantine(STAGING, release(1));
        application.verified(STAGING, release(5));

        assertThat(refusal("previous").reason()).isEqualTo(Reason.QUARANTINED);
    }

    @Test
    void releasesOfOneVersionAreToldApartByTheirPromotions() {
        application.verified(PRODUCTION, release(1, 'a'));
        application.verified(PRODUCTION, release(1, 'b'));
        application.verified(PRODUCTION, release(2));

        assertThat(refusal("1.1").reason()).isEqualTo(Reason.AMBIGUOUS);
        assertThat(refusal("1.1")).hasMessageContaining("Name a promotion instead: production-1, production-2.");
        assertThat(application.planner(PRODUCTION).plan("production-1").release())
                .isEqualTo(application.promotion(new PromotionId(PRODUCTION, 1)).release());
    }

    @Test
    void whereAPersonFoundSomethingElseNothingIsLeftButTheWayIsKnown() {
        happen("1 2 3u");
        application.acknowledge(new PromotionId(PRODUCTION, 3), Found.OTHER);

        RollbackPlan plan = application.planner(PRODUCTION).plan("previous");
        assertThat(plan.from()).isNull();
        assertThat(plan.release().version()).isEqualTo("1.2");
    }

    @Test
    void aCandidateThatAPersonFoundIsWhatIsLeft() {
        happen("1 2 3u");
        application.acknowledge(new PromotionId(PRODUCTION, 3), Found.CANDIDATE);

        assertThat(application.planner(PRODUCTION).plan("previous").undone())
                .extracting(Promotion::release)
                .extracting(Release::version)
                .containsExactly("1.3");
    }

    private NoWayBackException refusal(String to) {
        return catchThrowableOfType(
                NoWayBackException.class, () -> application.planner(PRODUCTION).plan(to));
    }

    private void happen(String history) {
        for (String word : history.split(" ")) {
            if (!word.isEmpty()) {
                happenOnce(word);
            }
        }
    }

    private void happenOnce(String word) {
        int number = word.replaceAll("[^0-9]", "").charAt(0) - '0';
        Release release = release(number);
        if (word.startsWith("q")) {
            application.quarantine(PRODUCTION, release);
        } else if (word.startsWith("<")) {
            PromotionId id = application.rollBack(PRODUCTION, release.version(), false, true);
            if (word.endsWith("!")) {
                application.fails(id);
            } else {
                application.succeeds(id);
            }
        } else {
            promote(word, release);
        }
    }

    private void promote(String word, Release release) {
        char how = word.length() == 1 ? ' ' : word.charAt(1);
        if (how == 'w') {
            abortedWhileItWaited(release);
            return;
        }
        Migration migration =
                how == 'c' ? Migration.BACKWARD_COMPATIBLE : how == 'i' || how == 'x' ? Migration.IRREVERSIBLE : null;
        PromotionId id = application.migrate(
                PRODUCTION, release, migration, how == 'b' || how == 'r' ? OnFailure.ROLLBACK : OnFailure.LEAVE);
        switch (how) {
            case 'f', 'x' -> application.fails(id);
            case 'b' -> {
                application.fails(id);
                application.fails(id);
            }
            case 'r' -> {
                application.fails(id);
                application.succeeds(id);
            }
            case 'u' -> application.buildIsGone(id);
            case 'd' -> assertThat(application.promotion(id).isHolder()).isTrue();
            default -> application.succeeds(id);
        }
    }

    private void abortedWhileItWaited(Release release) {
        application.handle(PRODUCTION, new Command.Hold(BOB, "the data centre moves"));
        application.abort(application.request(PRODUCTION, release), ADA);
        application.handle(PRODUCTION, new Command.LiftHold(BOB, "it has moved"));
    }
}
