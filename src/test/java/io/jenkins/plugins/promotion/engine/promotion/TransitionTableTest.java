package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.approvals;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.GateEvent;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each command leads to in each state of the promotion that it names. Release 1.2 is live and verified, one approval
 * is asked for, a failure is to be rolled back, and the promotion brings release 1.3.
 *
 * <p>A cell lists the events; {@code -} is no event and no error, {@code !} is "not possible". The other ends are
 * VERIFIED, FAILED, ROLLED_BACK, REFUSED, REJECTED, SUPERSEDED, EXPIRED and ABORTED.
 */
class TransitionTableTest {
    private static final Environment TWO_APPROVALS = environment(PRODUCTION, approvals(2));
    private static final Environment CHECKED = environment(
            PRODUCTION,
            new ApprovalRule(null, 1, List.of(), List.of(), true),
            new ChecklistRule(null, List.of("Backup", "On call")));
    private static final Environment HOTFIX = new Environment(PRODUCTION, "", List.of(approvals(1)), null, true)
            .with(new Hotfix(List.of(), List.of("ops"), null, 0, Set.of()));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # command                      | WAITING                | DEPLOYING        | ROLLING BACK | VERIFYING        | VERIFYING ROLLBACK | BROKEN or UNKNOWN | other ends
            approve                        | voted DEPLOY           | !                | !            | !                | !                  | !                 | !
            approve, two are needed        | voted                  | !                | !            | !                | !                  | !                 | !
            approve under another rule     | !                      | !                | !            | !                | !                  | !                 | !
            reject                         | voted REJECTED         | !                | !            | !                | !                  | !                 | !
            reject without a comment       | !                      | !                | !            | !                | !                  | !                 | !
            reconsider                     | -                      | -                | -            | -                | -                  | -                 | -
            reconsider after the rule went | DEPLOY                 | -                | -            | -                | -                  | -                 | -
            reconsider at the deadline     | EXPIRED                | -                | -            | -                | -                  | -                 | -
            body succeeded                 | -                      | VERIFIED         | ROLLED_BACK  | -                | -                  | -                 | -
            body failed                    | -                      | ROLLBACK         | BROKEN       | -                | -                  | -                 | -
            body failed, no rollback       | -                      | FAILED           | BROKEN       | -                | -                  | -                 | -
            body failed without a word     | -                      | ROLLBACK         | BROKEN       | -                | -                  | -                 | -
            body of an earlier run         | -                      | -                | -            | -                | -                  | -                 | -
            body of a later run            | -                      | -                | -            | -                | -                  | -                 | -
            body without a run             | -                      | -                | -            | -                | -                  | -                 | -
            abort                          | ABORTED                | -                | -            | stopped ROLLBACK | stopped BROKEN     | -                 | -
            build gone                     | ABORTED                | UNKNOWN          | UNKNOWN      | -                | -                  | -                 | -
            acknowledge                    | !                      | !                | !            | !                | !                  | acknowledged      | !
            acknowledge without reason     | !                      | !                | !            | !                | !                  | !                 | !
            withdraw the own approval      | withdrawn              | !                | !            | !                | !                  | !                 | !
            withdraw what another said     | !                      | !                | !            | !                | !                  | !                 | !
            tick                           | ticked                 | !                | !            | !                | !                  | !                 | !
            tick what is not listed        | !                      | !                | !            | !                | !                  | !                 | !
            tick as the initiator          | !                      | !                | !            | !                | !                  | !                 | !
            override                       | overridden DEPLOY      | !                | !            | !                | !                  | !                 | !
            override without reason        | !                      | !                | !            | !                | !                  | !                 | !
            override the slot              | !                      | !                | !            | !                | !                  | !                 | !
            declare a hotfix               | hotfix DEPLOY          | !                | !            | !                | !                  | !                 | !
            declare it without the right   | !                      | !                | !            | !                | !                  | !                 | !
            declare it where none can be   | !                      | !                | !            | !                | !                  | !                 | !
            hold                           | held                   | held             | held         | held             | held               | held              | held
            lift a hold                    | !                      | !                | !            | !                | !                  | !                 | !
            quarantine                     | quarantined            | quarantined      | quarantined  | quarantined      | quarantined        | quarantined       | quarantined
            lift a quarantine              | !                      | !                | !            | !                | !                  | !                 | !
            newer request arrives          | other SUPERSEDED       | other            | other        | other            | other              | other             | other
            older request arrives          | other other:SUPERSEDED | other            | other        | other            | other              | other             | other
            checks passed                  | -                      | -                | -            | passed VERIFIED  | passed ROLLED_BACK | -                 | -
            checks failed                  | -                      | -                | -            | failed ROLLBACK  | failed BROKEN      | -                 | -
            checks failed, no rollback     | -                      | -                | -            | failed FAILED    | failed BROKEN      | -                 | -
            checks without a verdict       | -                      | -                | -            | stopped ROLLBACK | stopped BROKEN     | -                 | -
            checks of an earlier run       | -                      | -                | -            | -                | -                  | -                 | -
            """)
    void everyCommandInEveryState(
            String command,
            String waiting,
            String deploying,
            String rollingBack,
            String verifying,
            String verifyingRollback,
            String marked,
            String otherEnds) {
        assertThat(cell(command, TransitionState.WAITING))
                .as(command + " while WAITING")
                .isEqualTo(waiting);
        assertThat(cell(command, TransitionState.DEPLOYING))
                .as(command + " while DEPLOYING")
                .isEqualTo(deploying);
        assertThat(cell(command, TransitionState.ROLLING_BACK))
                .as(command + " while ROLLING BACK")
                .isEqualTo(rollingBack);
        assertThat(cell(command, TransitionState.VERIFYING))
                .as(command + " while VERIFYING")
                .isEqualTo(verifying);
        assertThat(cell(command, TransitionState.VERIFYING_ROLLBACK))
                .as(command + " while VERIFYING the ROLLBACK")
                .isEqualTo(verifyingRollback);
        for (TransitionState end : List.of(TransitionState.BROKEN, TransitionState.UNKNOWN)) {
            assertThat(cell(command, end)).as(command + " after " + end).isEqualTo(marked);
        }
        for (TransitionState end : TransitionState.values()) {
            if (end.compareTo(TransitionState.UNKNOWN) > 0) {
                assertThat(cell(command, end)).as(command + " after " + end).isEqualTo(otherEnds);
            }
        }
    }

    @Test
    void theTableHasEveryState() {
        assertThat(TransitionState.values()).hasSize(5 + Outcome.values().length);
        for (TransitionState state : TransitionState.values()) {
            Application application = new Application();
            PromotionId id = state.reach(application);
            Outcome outcome = application.promotion(id).outcome();
            assertThat(outcome == null ? "" : outcome.name())
                    .isEqualTo(state.compareTo(TransitionState.VERIFYING_ROLLBACK) <= 0 ? "" : state.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingCanBeWantedOfAPromotionThatDoesNotExist(Decision decision) {
        Application application = new Application(TransitionState.ONE_APPROVAL);
        PromotionId id = new PromotionId(PRODUCTION, 9);
        assertThat(events(application, id, new Command.CastVote(id, null, voter(BOB), decision, "why")))
                .isEqualTo("!");
        assertThat(events(application, id, new Command.Reconsider(id))).isEqualTo("-");
        assertThat(events(application, id, new Command.BodyEnded(id, -1, null, null, true)))
                .isEqualTo("-");
        assertThat(events(application, id, new Command.Abort(id, BOB, "why"))).isEqualTo("-");
        assertThat(events(application, id, new Command.BuildGone(id, "why"))).isEqualTo("-");
        assertThat(events(application, id, new Command.Acknowledge(id, BOB, Found.OTHER, "why")))
                .isEqualTo("!");
    }

    private static String cell(String command, TransitionState state) {
        Application application = new Application();
        PromotionId id = state.reach(application);
        return switch (command) {
            case "approve" -> events(application, id, vote(id, null, Decision.APPROVE, null));
            case "approve, two are needed" ->
                events(application.configure(TWO_APPROVALS), id, vote(id, null, Decision.APPROVE, null));
            case "approve under another rule" -> events(application, id, vote(id, "Other", Decision.APPROVE, null));
            case "reject" -> events(application, id, vote(id, null, Decision.REJECT, "no"));
            case "reject without a comment" -> events(application, id, vote(id, null, Decision.REJECT, " "));
            case "reconsider" -> events(application, id, new Command.Reconsider(id));
            case "reconsider after the rule went" ->
                events(application.configure(Environment.open(PRODUCTION)), id, new Command.Reconsider(id));
            case "reconsider at the deadline" ->
                events(application.passes(Duration.ofHours(1)), id, new Command.Reconsider(id));
            case "body succeeded" -> events(application, id, TransitionState.bodyEnded(application, id, 0, null, true));
            case "body failed" ->
                events(application, id, TransitionState.bodyEnded(application, id, 0, "exit code 1", true));
            case "body failed, no rollback" ->
                events(application, id, TransitionState.bodyEnded(application, id, 0, "exit code 1", false));
            case "body failed without a word" ->
                events(application, id, TransitionState.bodyEnded(application, id, 0, " ", true));
            case "body of an earlier run" ->
                events(application, id, TransitionState.bodyEnded(application, id, -1, null, true));
            case "body of a later run" ->
                events(application, id, TransitionState.bodyEnded(application, id, 1, null, true));
            case "body without a run" -> events(application, id, new Command.BodyEnded(id, -1, null, null, true));
            case "checks passed" -> events(application, id, checksEnded(application, id, 0, Verdict.PASS, true));
            case "checks failed" -> events(application, id, checksEnded(application, id, 0, Verdict.FAIL, true));
            case "checks failed, no rollback" ->
                events(application, id, checksEnded(application, id, 0, Verdict.INCONCLUSIVE, false));
            case "checks without a verdict" -> events(application, id, checksEnded(application, id, 0, null, true));
            case "checks of an earlier run" ->
                events(application, id, checksEnded(application, id, -1, Verdict.PASS, true));
            case "abort" -> events(application, id, new Command.Abort(id, BOB, "why"));
            case "build gone" -> events(application, id, new Command.BuildGone(id, "why"));
            case "acknowledge" -> events(application, id, new Command.Acknowledge(id, BOB, Found.OTHER, "why"));
            case "acknowledge without reason" ->
                events(application, id, new Command.Acknowledge(id, BOB, Found.OTHER, " "));
            case "withdraw the own approval" -> {
                application.configure(TWO_APPROVALS);
                events(application, id, vote(id, null, Decision.APPROVE, null));
                yield events(application, id, new Command.WithdrawVote(id, null, BOB));
            }
            case "withdraw what another said" -> events(application, id, new Command.WithdrawVote(id, null, ADA));
            case "tick" ->
                events(application.configure(CHECKED), id, new Command.Tick(id, null, "Backup", voter(BOB), true));
            case "tick what is not listed" ->
                events(application.configure(CHECKED), id, new Command.Tick(id, null, "Lunch", voter(BOB), true));
            case "tick as the initiator" ->
                events(application.configure(CHECKED), id, new Command.Tick(id, null, "Backup", voter(ADA), true));
            case "override" -> events(application, id, new Command.Override(id, "approvals", BOB, "why"));
            case "override without reason" -> events(application, id, new Command.Override(id, "Approvals", BOB, " "));
            case "override the slot" -> events(application, id, new Command.Override(id, "Slot", BOB, "why"));
            case "declare a hotfix" ->
                events(application.configure(HOTFIX), id, new Command.DeclareHotfix(id, voter(BOB, "ops"), "why"));
            case "declare it without the right" ->
                events(application.configure(HOTFIX), id, new Command.DeclareHotfix(id, voter(BOB), "why"));
            case "declare it where none can be" ->
                events(application, id, new Command.DeclareHotfix(id, voter(BOB, "ops"), "why"));
            case "hold" -> events(application, id, new Command.Hold(BOB, "why"));
            case "lift a hold" -> events(application, id, new Command.LiftHold(BOB, "why"));
            case "quarantine" -> events(application, id, new Command.Quarantine(release(3), BOB, "why"));
            case "lift a quarantine" ->
                events(application, id, new Command.LiftQuarantine(release(3).identity(), BOB, "why"));
            case "newer request arrives" -> events(application, id, request(4));
            case "older request arrives" -> {
                application.configure(
                        new Environment(PRODUCTION, "", TransitionState.ONE_APPROVAL.rules(), null, false));
                yield events(application, id, request(1));
            }
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static Command checksEnded(
            Application application, PromotionId id, int besides, Verdict verdict, boolean mayRollBack) {
        long token = application.promotion(id).isHolder()
                ? application.token(id)
                : application.slot(PRODUCTION).version();
        return new Command.VerificationEnded(id, token + besides, verdict, "why", null, mayRollBack);
    }

    private static Command vote(PromotionId id, String rule, Decision decision, String comment) {
        return new Command.CastVote(id, rule, voter(BOB), decision, comment);
    }

    private static Command request(int release) {
        return new Command.Request(Kind.PROMOTION, release(release), ADA, OnFailure.LEAVE, null, null, null);
    }

    private static String events(Application application, PromotionId id, Command command) {
        try {
            List<SlotEvent> events = application.handle(PRODUCTION, command);
            return events.isEmpty()
                    ? "-"
                    : events.stream().map(event -> word(event, id)).collect(Collectors.joining(" "));
        } catch (NotPossibleException e) {
            assertThat(e.getMessage()).endsWith(e.getMessage().endsWith("?") ? "?" : ".");
            return "!";
        }
    }

    private static String word(SlotEvent event, PromotionId id) {
        String word = "";
        if (event instanceof SlotEvent.Requested) {
            return "other";
        } else if (event instanceof SlotEvent.Voted) {
            word = "voted";
        } else if (event instanceof SlotEvent.DeployStarted) {
            word = "DEPLOY";
        } else if (event instanceof SlotEvent.RollbackStarted) {
            word = "ROLLBACK";
        } else if (event instanceof GateEvent.GateEnded ended) {
            word = ended.verdict() == null ? "stopped" : "PASS".equals(ended.verdict()) ? "passed" : "failed";
        } else if (event instanceof SlotEvent.Ended ended) {
            word = ended.outcome().name();
        } else if (event instanceof SlotEvent.Acknowledged) {
            word = "acknowledged";
        } else if (event instanceof SlotEvent.VoteWithdrawn) {
            word = "withdrawn";
        } else if (event instanceof SlotEvent.Ticked) {
            word = "ticked";
        } else if (event instanceof SlotEvent.Overridden) {
            word = "overridden";
        } else if (event instanceof SlotEvent.HotfixDeclared) {
            word = "hotfix";
        } else if (event.id() == null) {
            return event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }
        return event.id().equals(id) ? word : "other:" + word;
    }
}
