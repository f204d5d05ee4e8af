package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.START;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.UserIds;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

class VotingTest {
    private static final ApprovalRule OPERATIONS = new ApprovalRule("Operations", 1, null, List.of("ops"), false);
    private static final ApprovalRule BOARD = new ApprovalRule("Board", 2, null, List.of("board"), true);

    private final Application application = new Application(environment(PRODUCTION, OPERATIONS, BOARD));
    private final PromotionId id = application.request(PRODUCTION, release(1));

    @Test
    void oneApprovalCountsUnderEachRuleUnderWhichThePersonMayVote() {
        assertThat(application.approve(id, voter(BOB, "ops", "board")))
                .extracting(event -> ((SlotEvent.Voted) event).rule())
                .containsExactly("Operations", "Board");
    }

    @Test
    void aVoteCanBeForOneRuleOnly() {
        assertThat(application.handle(
                        PRODUCTION,
                        new Command.CastVote(id, "Board", voter(BOB, "ops", "board"), Decision.APPROVE, null)))
                .extracting(event -> ((SlotEvent.Voted) event).rule())
                .containsExactly("Board");
    }

    @Test
    void theVoteIsBoundToTheReleaseAndTheVersionOfTheRule() {
        application.approve(id, voter(BOB, "ops"));

        assertThat(application.promotion(id).votes())
                .containsExactly(new Vote(
                        BOB, "Operations", OPERATIONS.version(), "version:1.1", Decision.APPROVE, null, START));
    }

    @Test
    void theDeploymentStartsWithTheLastApprovalAndRecordsWhyItMay() {
        application.approve(id, voter(BOB, "ops", "board"));
        application.approve(id, voter(CLEO, "board"));

        assertThat(application.promotion(id).isHolder()).isTrue();
        assertThat(application.promotion(id).evidence())
                .containsExactly("Operations: 1 of 1 from ops.", "Board: 2 of 2 from board.", "Slot: Free.");
    }

    @Test
    void theSameApprovalTwiceIsRecordedOnce() {
        application.approve(id, voter(BOB, "board"));

        assertThat(application.approve(id, voter(Principal.of("BOB"), "board"))).isEmpty();
        assertThat(application.promotion(id).isWaiting()).isTrue();
    }

    @Test
    void afterAChangeOfTheRuleTheSamePersonMayApproveAnew() {
        application.approve(id, voter(BOB, "ops"));
        ApprovalRule stricter = new ApprovalRule("Operations", 2, null, List.of("ops"), false);
        application.configure(environment(PRODUCTION, stricter));

        assertThat(application.approve(id, voter(BOB, "ops"))).hasSize(1);
        assertThat(stricter.counted(application.promotion(id), UserIds.IGNORING_CASE))
                .hasSize(1);
    }

    @Test
    void whoMayNotVoteIsToldWhyUnderEveryRule() {
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.approve(id, voter(ADA)))
                .withMessage("You may not vote on production-1. Operations: only ops may;"
                        + " Board: whoever started a promotion may not approve it.");
        assertThat(application.promotion(id).votes()).isEmpty();
    }

    @Test
    void whereNoApprovalIsAskedForThereIsNothingToVoteOn() {
        Application free = new Application();
        free.request(PRODUCTION, release(1));
        PromotionId waiting = free.request(PRODUCTION, release(2));

        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> free.approve(waiting, voter(BOB)))
                .withMessage("production has no approval rule.");
    }

    @Test
    void oneRejectionIsEnoughAlsoFromWhoeverApprovedBefore() {
        application.approve(id, voter(BOB, "board"));
        application.reject(id, voter(BOB, "board"));

        assertThat(application.promotion(id).outcome()).isEqualTo(Outcome.REJECTED);
    }

    @Test
    void afterTheEndNobodyVotesAndTheReasonIsSaid() {
        application.abort(id, ADA);

        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.approve(id, voter(BOB, "ops")))
                .withMessage("production-1 does not wait any more: it ended ABORTED.");
    }

    @Test
    void theRulesOpenToAPersonAreKnownWithoutVoting() {
        PromotionMachine machine = application.machine(PRODUCTION);
        assertThat(machine.openTo(voter(BOB, "board"), application.promotion(id)))
                .containsExactly(BOARD);
        assertThat(machine.openTo(voter(ADA, "board"), application.promotion(id)))
                .isEmpty();
        assertThat(new Application(Environment.open(PRODUCTION))
                        .machine(PRODUCTION)
                        .openTo(voter(BOB), application.promotion(id)))
                .isEmpty();
    }
}
