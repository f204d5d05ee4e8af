package io.jenkins.plugins.promotion.engine.policy;

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
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Application;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalRuleTest {
    private static final ApprovalRule TWO =
            new ApprovalRule("Release board", 2, List.of("bob"), List.of("board"), true);

    private final Application application = new Application(environment(PRODUCTION, TWO));
    private final PromotionId id = application.request(PRODUCTION, release(1, 'a'));

    private Finding ask(ApprovalRule rule) {
        return rule.evaluate(application.facts(id));
    }

    @Test
    void itWaitsForTheNumberOfApprovalsAndSaysWhoMayGiveThem() {
        application.approve(id, voter(BOB));

        Finding finding = ask(TWO);

        assertThat(finding.status()).isEqualTo(Status.WAITING);
        assertThat(finding.reason()).isEqualTo("1 of 2 from board, bob.");
        assertThat(finding.who()).isEqualTo("board, bob, but not Ada Lovelace, who started it");
    }

    @Test
    void enoughApprovalsSatisfyIt() {
        application.approve(id, voter(BOB));
        application.approve(id, voter(CLEO, "board"));

        assertThat(ask(TWO).status()).isEqualTo(Status.SATISFIED);
    }

    @Test
    void onePersonHasOneVoteHoweverTheIdIsSpelled() {
        vote("bob", TWO, id, Decision.APPROVE);
        vote("BOB", TWO, id, Decision.APPROVE);

        assertThat(TWO.counted(application.promotion(id), UserIds.IGNORING_CASE))
                .hasSize(1);
        assertThat(TWO.counted(application.promotion(id), EXACT)).hasSize(2);
    }

    @Test
    void theLastVoteOfAPersonCounts() {
        vote("bob", TWO, id, Decision.APPROVE);
        vote("bob", TWO, id, Decision.REJECT);

        assertThat(TWO.counted(application.promotion(id), UserIds.IGNORING_CASE))
                .isEmpty();
    }

    @Test
    void aVoteForAnotherVersionOfTheRuleIsStale() {
        application.approve(id, voter(BOB));
        ApprovalRule changed = new ApprovalRule(TWO.name(), 2, TWO.users(), List.of("board", "owners"), true);

        assertThat(changed.counted(application.promotion(id), UserIds.IGNORING_CASE))
                .isEmpty();
    }

    @Test
    void aVoteForOtherContentIsStale() {
        application.record(
                PRODUCTION,
                List.of(new SlotEvent.Voted(
                        id, BOB, TWO.name(), TWO.version(), release(1, 'b').identity(), Decision.APPROVE, null)));

        assertThat(ask(TWO).reason()).startsWith("0 of 2");
    }

    @Test
    void aVoteUnderAnotherRuleDoesNotCount() {
        application.approve(id, voter(BOB));

        assertThat(new ApprovalRule("Other", 1, TWO.users(), TWO.groups(), true)
                        .counted(application.promotion(id), UserIds.IGNORING_CASE))
                .isEmpty();
    }

    @Test
    void theInitiatorIsExcludedWhereTheRuleSaysSoEvenAsMember() {
        assertThat(TWO.refusal(voter(ADA, "board"), application.promotion(id), UserIds.IGNORING_CASE))
                .contains("whoever started a promotion may not approve it");
        assertThat(TWO.refusal(voter(Principal.of("ADA"), "board"), application.promotion(id), UserIds.IGNORING_CASE))
                .isPresent();
        assertThat(approvals(1).refusal(voter(ADA), application.promotion(id), UserIds.IGNORING_CASE))
                .isEmpty();
    }

    @Test
    void onlyTheNamedMayVote() {
        assertThat(refusal(TWO, voter(CLEO))).contains("only board, bob may");
        assertThat(refusal(TWO, voter(CLEO, "BOARD"))).isEmpty();
        assertThat(refusal(TWO, voter(Principal.of("Bob")))).isEmpty();
        assertThat(TWO.refusal(voter(Principal.of("Bob")), application.promotion(id), EXACT))
                .isPresent();
    }

    @Test
    void withNobodyNamedWhoeverHasThePermissionMay() {
        assertThat(refusal(approvals(1), voter(CLEO))).isEmpty();
        assertThat(ask(approvals(1)).who()).isEqualTo("People with the permission to approve");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101, Integer.MAX_VALUE})
    void oneToAHundredCanBeAskedFor(int count) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> approvals(count))
                .withMessage("approvals needed by 'Approvals': '%d' is not allowed; 1 to 100 can be asked for", count);
    }

    @Test
    void moreThanTheNamedPeopleCanGiveIsRefused() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new ApprovalRule(null, 2, List.of("bob", "bob", " bob "), List.of(), false))
                .withMessage("approvals needed by 'Approvals': '2' is not allowed; only one person may approve");
        assertThat(new ApprovalRule(null, 2, List.of("bob"), List.of("board"), false).count())
                .isEqualTo(2);
    }

    static Stream<Arguments> unfit() {
        List<String> withNull = new ArrayList<>();
        withNull.add(null);
        return Stream.of(
                Arguments.of("a\nb", List.of(), List.of(), "approval rule"),
                Arguments.of("a\0b", List.of(), List.of(), "approval rule"),
                Arguments.of("half \uD83D", List.of(), List.of(), "approval rule"),
                Arguments.of("x".repeat(10_000), List.of(), List.of(), "approval rule"),
                Arguments.of("Board", List.of(" "), List.of(), "users of 'Board'"),
                Arguments.of("Board", withNull, List.of(), "users of 'Board'"),
                Arguments.of("Board", List.of(), List.of(""), "groups of 'Board'"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void namesAreWholeLines(String name, List<String> users, List<String> groups, String field) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new ApprovalRule(name, 1, users, groups, false))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void everyChangeOfTheRuleChangesItsVersion() {
        assertThat(Stream.of(
                                TWO,
                                new ApprovalRule("Board", 2, List.of("bob"), List.of("board"), true),
                                new ApprovalRule("Release board", 1, List.of("bob"), List.of("board"), true),
                                new ApprovalRule("Release board", 2, List.of("cleo"), List.of("board"), true),
                                new ApprovalRule("Release board", 2, List.of("bob"), List.of("bored"), true),
                                new ApprovalRule("Release board", 2, List.of("bob"), List.of("board"), false))
                        .map(Rule::version))
                .doesNotHaveDuplicates();
    }

    /** Recorded votes name these digests: if one changed with an update, every pending approval would be lost. */
    @Test
    void theVersionOfARuleIsTheSameInEveryRelease() {
        assertThat(TWO.version()).isEqualTo("1003a6ca479d");
        assertThat(approvals(1).version()).isEqualTo("227c68c56ba7");
    }

    private static final UserIds EXACT = new UserIds() {
        @Override
        public boolean sameUser(String first, String second) {
            return first.equals(second);
        }

        @Override
        public boolean sameGroup(String first, String second) {
            return first.equals(second);
        }
    };

    private Optional<String> refusal(ApprovalRule rule, Voter voter) {
        return rule.refusal(voter, application.promotion(id), UserIds.IGNORING_CASE);
    }

    private void vote(String user, ApprovalRule rule, PromotionId promotion, Decision decision) {
        application.record(
                PRODUCTION,
                List.of(new SlotEvent.Voted(
                        promotion,
                        Principal.of(user),
                        rule.name(),
                        rule.version(),
                        application.promotion(promotion).release().identity(),
                        decision,
                        "because")));
    }
}
