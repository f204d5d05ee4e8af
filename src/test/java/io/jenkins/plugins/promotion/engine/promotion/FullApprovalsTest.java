package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.engine.policy.UnknownAuthors;
import io.jenkins.plugins.promotion.engine.policy.Voter;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Permissions, authors, lapses, withdrawn and stale votes, checklists, and what a request must say. */
class FullApprovalsTest {
    private static final ApprovalRule TWO = new ApprovalRule("Board", 2, List.of(), List.of(), false);

    private static ApprovalRule withoutAuthors(UnknownAuthors unknown) {
        return new ApprovalRule("Board", 1, List.of(), List.of(), false, null, true, unknown, null);
    }

    private static PromotionId request(Application application, Changes changes) {
        PromotionId id = application.slot(PRODUCTION).nextId();
        application.handle(
                PRODUCTION,
                new Command.Request(
                        Kind.PROMOTION, release(3), ADA, OnFailure.LEAVE, null, null, null, changes, null, null, null));
        return id;
    }

    @Test
    void holdersOfAPermissionMayApprove() {
        ApprovalRule rule =
                new ApprovalRule("Board", 2, List.of("cleo"), List.of(), false, "Promotion/Approve", false, null, null);
        Application application = new Application(environment(PRODUCTION, rule));
        PromotionId id = application.request(PRODUCTION, release(1));

        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.approve(id, voter(BOB)))
                .withMessageContaining("only cleo, holders of Promotion/Approve may");
        application.approve(id, new Voter(BOB, Set.of(), Set.of("Promotion/Approve")));
        application.approve(id, voter(CLEO));

        assertThat(application.promotion(id).isHolder()).isTrue();
    }

    @Test
    void noAuthorAndNoCommitterMayApprove() {
        Application application = new Application(environment(PRODUCTION, withoutAuthors(null)));
        PromotionId id = request(application, new Changes(List.of(BOB), null, null));

        assertThat(application.findings(id).get(0).who()).contains("but none of its authors and committers");
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.approve(id, voter(Principal.of("BOB"))))
                .withMessageContaining("whoever made a commit of what is deployed may not approve it");
        application.approve(id, voter(CLEO));
        assertThat(application.promotion(id).isHolder()).isTrue();
    }

    @Test
    void unknownAuthorsAreRefusedOrWarnedOfAsTheEnvironmentSays() {
        Changes unknown = new Changes(List.of(), null, "build 7 was deleted");
        Application refuses = new Application(environment(PRODUCTION, withoutAuthors(UnknownAuthors.REFUSE)));
        assertThat(refuses.promotion(request(refuses, unknown)).state().toString())
                .contains("REFUSED", "No author may approve, and who they are is not known: build 7 was deleted.");
        assertThat(refuses.promotion(request(refuses, null)).outcome()).isEqualTo(Outcome.REFUSED);

        Application warns = new Application(environment(PRODUCTION, withoutAuthors(UnknownAuthors.WARN)));
        PromotionId id = request(warns, unknown);
        assertThat(warns.findings(id).get(0).reason())
                .isEqualTo(
                        "0 of 1 from people with the permission to approve. Not all authors are known, so one of them may"
                                + " have approved: build 7 was deleted.");
        warns.approve(id, voter(BOB));
        assertThat(warns.promotion(id).isHolder()).isTrue();
    }

    @Test
    void whenAnOlderReleaseIsLiveThanTheOneFromWhichCommitsWereCountedTheAuthorsAreUnknown() {
        Application application = new Application(environment(PRODUCTION, withoutAuthors(UnknownAuthors.WARN)));
        application.verified(PRODUCTION, release(1));
        application.verified(PRODUCTION, release(2));
        PromotionId id = request(application, new Changes(List.of(), release(2).identity(), null));
        assertThat(application.findings(id).get(0).reason()).doesNotContain("Not all authors");

        PromotionId back = application.rollback(PRODUCTION, release(1));
        application.handle(PRODUCTION, new Command.Override(back, "Board", BOB, "it is down"));
        application.succeeds(back);

        assertThat(application.findings(id).get(0).reason())
                .contains("Not all authors are known", "another release is live");
    }

    @Test
    void anApprovalLapses() {
        ApprovalRule daily =
                new ApprovalRule("Board", 2, List.of(), List.of(), false, null, false, null, Duration.ofDays(1));
        Application application = new Application(environment(PRODUCTION, daily));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.approve(id, voter(BOB));

        application.passes(Duration.ofDays(1)).approve(id, voter(CLEO));

        assertThat(application.promotion(id).isWaiting()).isTrue();
        assertThat(application.findings(id).get(0).reason()).startsWith("1 of 2");
        assertThat(application.findings(id).get(0).details())
                .containsExactly("The approval by bob does not count: it lapsed at 2026-03-03T09:00:00Z.");
        application.approve(id, voter(BOB));
        assertThat(application.promotion(id).isHolder())
                .as("they may approve anew")
                .isTrue();
    }

    @Test
    void ofASatisfiedRuleItIsKnownWhenItLapses() {
        ApprovalRule daily =
                new ApprovalRule("Board", 1, List.of(), List.of(), false, null, false, null, Duration.ofDays(1));
        Application application =
                new Application(environment(PRODUCTION, daily, new ChecklistRule(null, List.of("Backup"))));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.approve(id, voter(BOB));
        application.passes(Duration.ofHours(1)).approve(id, voter(CLEO));

        assertThat(application.findings(id).get(0).changesAt()).isEqualTo("2026-03-03T10:00:00Z");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new ApprovalRule("B", 1, null, null, false, null, false, null, Duration.ZERO))
                .withMessage("lapse of 'B': '0s' is not allowed; an approval counts for a second or longer");
    }

    @Test
    void anApprovalIsWithdrawnByWhoeverGaveItAndMayBeGivenAgain() {
        Application application = new Application(environment(PRODUCTION, TWO));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.approve(id, voter(BOB));

        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.withdraw(id, CLEO))
                .withMessage("There is no approval of yours to withdraw from production-1.");
        application.withdraw(id, Principal.of("BOB"));

        assertThat(application.findings(id).get(0).reason()).startsWith("0 of 2");
        assertThat(application.findings(id).get(0).details()).containsExactly("The approval by bob was withdrawn.");
        application.approve(id, voter(CLEO));
        application.approve(id, voter(BOB));
        assertThat(application.promotion(id).isHolder()).isTrue();
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.withdraw(id, BOB))
                .withMessage("production-1 does not wait any more: it is being deployed.");
    }

    @Test
    void staleVotesAreShownAndNotCounted() {
        Application application = new Application(environment(PRODUCTION, TWO));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.approve(id, voter(BOB));
        application.configure(
                environment(PRODUCTION, new ApprovalRule("Board", 2, List.of(), List.of("board"), false)));

        assertThat(application.findings(id).get(0).reason()).startsWith("0 of 2");
        assertThat(application.findings(id).get(0).details())
                .containsExactly("The approval by bob does not count: the rule was changed since.");
    }

    @Test
    void checklistsAreTickedItemByItemByWhoeverMayApprove() {
        ChecklistRule checklist = new ChecklistRule(null, List.of("Backup", "On call"));
        ApprovalRule board = new ApprovalRule("Board", 1, List.of(), List.of("board"), true);
        Application application = new Application(environment(PRODUCTION, checklist, board));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.approve(id, voter(BOB, "board"));

        assertThat(application.findings(id).get(0).reason()).isEqualTo("0 of 2 ticked; missing: Backup; On call.");
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> application.tick(id, "Backup", voter(CLEO)))
                .withMessage("You may not tick 'Backup' of production-1. Board: only board may.");
        application.tick(id, "Backup", voter(BOB, "board"));
        assertThat(application.tick(id, "Backup", voter(BOB, "board")))
                .as("it is ticked already")
                .isEmpty();
        assertThat(application.findings(id).get(0).details()).containsExactly("'Backup' was ticked by bob.");
        application.handle(PRODUCTION, new Command.Tick(id, null, "Backup", voter(BOB, "board"), false));
        application.tick(id, "On call", voter(BOB, "board"));
        assertThat(application.promotion(id).isWaiting())
                .as("a tick was taken back")
                .isTrue();
        application.tick(id, "Backup", voter(BOB, "board"));

        assertThat(application.promotion(id).isHolder()).isTrue();
        assertThat(application.promotion(id).evidence()).contains("Checklist: 2 of 2 ticked.");
    }

    @Test
    void ticksForAnotherVersionOfTheChecklistAreStale() {
        ApprovalRule board = new ApprovalRule("Board", 1, List.of(), List.of(), false);
        Application application =
                new Application(environment(PRODUCTION, new ChecklistRule(null, List.of("Backup")), board));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.tick(id, "Backup", voter(BOB));

        application.configure(environment(PRODUCTION, new ChecklistRule(null, List.of("Backup", "On call")), board));

        assertThat(application.findings(id).get(0).reason()).startsWith("0 of 2 ticked");
    }

    @Test
    void aRequestMayHaveToNameATicketOrNotes() {
        Application application = new Application(environment(PRODUCTION, new RequestRule(true, true)));
        PromotionId bare = application.request(PRODUCTION, release(1));
        assertThat(application.promotion(bare).state().toString())
                .contains("REFUSED", "The request has no ticket and no notes. Give ticket and notes with it.");

        PromotionId full = application.slot(PRODUCTION).nextId();
        application.handle(
                PRODUCTION,
                new Command.Request(Kind.PROMOTION, release(1), ADA, OnFailure.LEAVE, null, "notes", "SHOP-1"));
        assertThat(application.promotion(full).evidence()).contains("Request: Ticket SHOP-1.");
        application.succeeds(full);
        application.verified(PRODUCTION, release(2));
        assertThat(application
                        .promotion(application.rollback(PRODUCTION, release(1)))
                        .isHolder())
                .isTrue();
    }

    @Test
    void checklistsAndRequestsThatAskForNothingAreRefused() {
        for (List<String> items : List.of(
                List.<String>of(), List.of(" "), List.of("a", "a"), List.of("a\nb"), List.of("x".repeat(10_000)))) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> new ChecklistRule("List", items))
                    .withMessageStartingWith("items of 'List': ")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        }
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new RequestRule(false, false))
                .withMessage("request: 'nothing' is not allowed; it asks for a ticket, for notes, or for both");
    }
}
