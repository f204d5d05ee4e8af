package io.jenkins.plugins.promotion.engine.rollback;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.WaysBack;
import io.jenkins.plugins.promotion.engine.promotion.Application;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.promotion.RandomLife;
import io.jenkins.plugins.promotion.engine.promotion.RollbackJudge;
import io.jenkins.plugins.promotion.engine.rollback.NoWayBackException.Reason;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After every step of random lives, a planner is asked for every way back that could be named. */
class RollbackPropertiesTest {
    private static final int LIVES = 400;
    private static final int COMMANDS = 150;

    @Test
    void whatIsProposedIsAlwaysSafeAndWhatIsRefusedIsSaidWhy() {
        Map<Reason, Integer> refusals = new EnumMap<>(Reason.class);
        int plans = 0;
        for (long seed = 0; seed < LIVES; seed++) {
            try {
                plans += live(seed, refusals);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        assertThat(plans).as("the lives leave something to come back to").isGreaterThan(10 * LIVES);
        assertThat(refusals.keySet()).as("every refusal occurs").containsExactlyInAnyOrder(Reason.values());
    }

    private static int live(long seed, Map<Reason, Integer> refusals) {
        RandomLife life = new RandomLife(seed);
        Application application = life.oneIn(4)
                ? new Application(life.staging(), life.production())
                : new Application(Environment.open(STAGING), Environment.open(PRODUCTION));
        int plans = 0;
        for (int i = 0; i < COMMANDS; i++) {
            application.passes(life.time());
            EnvironmentName name = life.place();
            try {
                application.handle(name, life.command(application.slot(name), application.now()));
            } catch (NotPossibleException e) {
                continue; // nothing has changed
            }
            SlotState slot = application.slot(name);
            RollbackPlanner planner = application.planner(name);
            for (Promotion promotion : slot.ended()) {
                plans += judged(application, planner, slot, promotion.id().toString(), refusals);
                plans += judged(application, planner, slot, promotion.release().version(), refusals);
            }
            plans += judged(application, planner, slot, RollbackPlanner.PREVIOUS, refusals);
            plans += judged(application, planner, slot, "9.9", refusals);
        }
        return plans;
    }

    private static int judged(
            Application application,
            RollbackPlanner planner,
            SlotState slot,
            String to,
            Map<Reason, Integer> refusals) {
        try {
            RollbackPlan plan = planner.plan(to);
            RollbackJudge.judgeRelease(slot, plan.release());
            assertThat(List.of(STAGING, PRODUCTION))
                    .flatExtracting(name -> application.slot(name).quarantines())
                    .noneMatch(
                            bad -> bad.releaseIdentity().equals(plan.release().identity()));
            if (slot.condition() == Condition.CLEAR && slot.holder().isEmpty()) {
                slot.live()
                        .ifPresent(live -> assertThat(live.release().isSameAs(plan.release()))
                                .as("what is live is no way back")
                                .isFalse());
            }
            assertThat(plan.undone()).noneMatch(promotion -> promotion.release().isSameAs(plan.release()));
            return 1;
        } catch (NoWayBackException e) {
            refusals.merge(e.reason(), 1, Integer::sum);
            assertThat(e.getMessage()).isNotBlank();
            namesOnlyWhatIsSafe(planner, slot, e.getMessage());
            return 0;
        }
    }

    private static void namesOnlyWhatIsSafe(RollbackPlanner planner, SlotState slot, String message) {
        int safe = message.indexOf("Safe to come back to:");
        for (WaysBack.Way way : planner.ways()) {
            if (!way.isOpen()) {
                assertThat(safe < 0 ? "" : message.substring(safe))
                        .doesNotContain("(" + way.verified().id() + ")");
            } else {
                RollbackJudge.judgeRelease(slot, way.verified().release());
            }
        }
    }
}
