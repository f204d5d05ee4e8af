package io.jenkins.plugins.promotion.engine.policy;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.QA;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.closed;
import static io.jenkins.plugins.promotion.engine.Samples.environment;
import static io.jenkins.plugins.promotion.engine.Samples.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.policy.Hotfix.Liftable;
import io.jenkins.plugins.promotion.engine.policy.OrderRule.Require;
import io.jenkins.plugins.promotion.engine.policy.RollbackSettings.Waivable;
import io.jenkins.plugins.promotion.engine.schedule.OpenHours;
import io.jenkins.plugins.promotion.engine.schedule.WeeklyWindow;
import io.jenkins.plugins.promotion.engine.schedule.ZoneName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TighteningTest {
    private static ApprovalRule approvals(
            int count, List<String> groups, boolean initiator, UnknownAuthors authors, Integer hours) {
        return new ApprovalRule(
                "Board",
                count,
                List.of(),
                groups,
                initiator,
                null,
                authors != null,
                authors,
                hours == null ? null : Duration.ofHours(hours));
    }

    private static OrderRule soaked(int hours, Require require, boolean both) {
        return new OrderRule(both ? List.of(STAGING, QA) : List.of(STAGING), require, Duration.ofHours(hours));
    }

    /** The first demands as much as the second, and not the other way round. */
    static Stream<Arguments> stricter() {
        List<String> board = List.of("board");
        return Stream.of(
                Arguments.of(approvals(2, board, false, null, null), approvals(1, board, false, null, null)),
                Arguments.of(
                        approvals(1, board, false, null, null),
                        approvals(1, List.of("board", "ops"), false, null, null)),
                Arguments.of(approvals(1, board, false, null, null), approvals(1, List.of(), false, null, null)),
                Arguments.of(approvals(1, board, true, null, null), approvals(1, board, false, null, null)),
                Arguments.of(
                        approvals(1, board, false, UnknownAuthors.WARN, null), approvals(1, board, false, null, null)),
                Arguments.of(
                        approvals(1, board, false, UnknownAuthors.REFUSE, null),
                        approvals(1, board, false, UnknownAuthors.WARN, null)),
                Arguments.of(approvals(1, board, false, null, 5), approvals(1, board, false, null, null)),
                Arguments.of(approvals(1, board, false, null, 5), approvals(1, board, false, null, 6)),
                Arguments.of(soaked(2, Require.ALL, true), soaked(1, Require.ALL, true)),
                Arguments.of(soaked(1, Require.ALL, true), after(STAGING)),
                Arguments.of(soaked(1, Require.ALL, false), soaked(1, Require.ANY, true)),
                Arguments.of(new ChecklistRule("List", List.of("a", "b")), new ChecklistRule("List", List.of("b"))),
                Arguments.of(new RequestRule(true, true), new RequestRule(true, false)),
                Arguments.of(open("Tue 10:00-12:00"), open("Mon-Wed 09:00-12:00")),
                Arguments.of(open("Sun 23:00-01:00"), open("Sun 20:00-24:00", "Mon 00:00-02:00")),
                Arguments.of(
                        closed("Freeze", "2026-12-18T15:00", "2027-01-04T10:00"),
                        closed("Freeze", "2026-12-20T15:00", "2027-01-03T10:00")),
                Arguments.of(
                        closed("Freeze", "2026-12-18T15:00", "2026-12-18T18:00", "FREQ=WEEKLY"),
                        closed("Freeze", "2026-12-18T15:00", "2026-12-18T17:00", "FREQ=WEEKLY")));
    }

    @ParameterizedTest
    @MethodSource("stricter")
    void theStricterRuleMayTakeThePlaceOfTheOtherAndNotTheOtherWayRound(Rule strict, Rule loose) {
        assertThat(Tightening.demandsAsMuch(strict, strict)).isTrue();
        assertThat(Tightening.demandsAsMuch(strict, loose)).isTrue();
        assertThat(Tightening.demandsAsMuch(loose, strict)).isFalse();
        assertThat(Tightening.weakenings(environment(PRODUCTION, loose), environment(PRODUCTION, strict)))
                .isEmpty();
        assertThat(Tightening.weakenings(environment(PRODUCTION, strict), environment(PRODUCTION, loose)))
                .singleElement()
                .satisfies(weakening -> {
                    assertThat(weakening.rule()).isEqualTo(strict.name());
                    assertThat(weakening.reason())
                            .isEqualTo("Inherited: " + strict.sentence() + ". The folder asks for less: "
                                    + loose.sentence() + ".");
                });
    }

    @Test
    void whatCannotBeComparedCountsAsWeaker() {
        WindowRule berlin = new WindowRule(
                null, new OpenHours(new ZoneName("Europe/Berlin"), List.of(WeeklyWindow.parse("Tue 11:00-12:00"))));
        assertThat(Tightening.demandsAsMuch(berlin, open("Tue 00:00-24:00"))).isFalse();
        assertThat(Tightening.demandsAsMuch(berlin, new RequestRule(true, true)))
                .isFalse();
        assertThat(Tightening.demandsAsMuch(
                        closed("Freeze", "2026-12-18T15:00", "2026-12-19T15:00", "FREQ=WEEKLY"),
                        closed("Freeze", "2026-12-18T15:00", "2026-12-18T18:00")))
                .isFalse();
    }

    @Test
    void rulesUnderOtherNamesComeOnTop() {
        assertThat(Tightening.weakenings(
                        environment(PRODUCTION, approvals(2, List.of("board"), true, null, null)),
                        environment(
                                PRODUCTION,
                                new ApprovalRule("Own", 1, List.of(), List.of(), false),
                                open("Tue 10:00-12:00"))))
                .isEmpty();
    }

    @Test
    void hotfixesAndOlderReleasesAreNotLetInByAFolder() {
        Hotfix narrow = new Hotfix(List.of("ada"), List.of(), null, 1, Set.of(Liftable.WINDOWS));
        Hotfix wide = new Hotfix(List.of("ada", "bob"), List.of(), null, 1, Set.of(Liftable.WINDOWS));
        Hotfix cheap = new Hotfix(List.of("ada"), List.of(), null, 0, Set.of(Liftable.WINDOWS));
        Hotfix lifting = new Hotfix(List.of("ada"), List.of(), null, 1, Set.of(Liftable.WINDOWS, Liftable.FREEZES));

        for (Hotfix weaker : List.of(wide, cheap, lifting)) {
            assertThat(Tightening.weakenings(with(narrow), with(weaker)))
                    .extracting(Tightening.Weakening::rule)
                    .containsExactly("Hotfix");
            assertThat(Tightening.weakenings(with(weaker), with(narrow))).isEmpty();
        }
        Hotfix overriders = new Hotfix(List.of(), List.of(), null, 1, Set.of(Liftable.WINDOWS));
        assertThat(Tightening.weakenings(with(overriders), with(narrow)))
                .as("who is named needs no permission")
                .hasSize(1);
        assertThat(Tightening.weakenings(with(narrow), with(overriders))).hasSize(1);
        assertThat(Tightening.weakenings(with(overriders), with(overriders))).isEmpty();
        assertThat(Tightening.weakenings(with((Hotfix) null), with(narrow)))
                .containsExactly(new Tightening.Weakening(
                        "Hotfix", "Inherited: no emergency hotfix can be declared. The folder allows it."));
        assertThat(Tightening.weakenings(with(narrow), with((Hotfix) null))).isEmpty();
        assertThat(Tightening.weakenings(
                        Environment.open(PRODUCTION), new Environment(PRODUCTION, "", List.of(), null, false)))
                .extracting(Tightening.Weakening::rule)
                .containsExactly("Newer");
    }

    private static Environment with(Hotfix hotfix) {
        return Environment.open(PRODUCTION).with(hotfix);
    }

    @Test
    void aFolderMayWaiveNoMoreForRollbacks() {
        RollbackSettings windows = new RollbackSettings(Set.of(Waivable.WINDOWS));
        RollbackSettings both = new RollbackSettings(Set.of(Waivable.WINDOWS, Waivable.APPROVALS));

        assertThat(Tightening.weakenings(with(both), with(windows))).isEmpty();
        assertThat(Tightening.weakenings(with(windows), with((RollbackSettings) null)))
                .isEmpty();
        assertThat(Tightening.weakenings(with((RollbackSettings) null), with(new RollbackSettings(Set.of()))))
                .isEmpty();
        assertThat(Tightening.weakenings(with(windows), with(both)))
                .containsExactly(new Tightening.Weakening(
                        "Rollback",
                        "Inherited: a rollback waives windows. The folder waives more: approvals, windows."));
        assertThat(Tightening.weakenings(with((RollbackSettings) null), with(windows)))
                .containsExactly(new Tightening.Weakening(
                        "Rollback", "Inherited: a rollback waives nothing. The folder waives more: windows."));
        assertThat(both.both(windows)).isEqualTo(windows);
    }

    private static Environment with(RollbackSettings rollback) {
        return Environment.open(PRODUCTION).with(rollback);
    }
}
