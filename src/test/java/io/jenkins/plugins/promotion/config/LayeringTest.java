package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.HealthDemand;
import io.jenkins.plugins.promotion.engine.policy.Hotfix;
import io.jenkins.plugins.promotion.engine.policy.OrderRule;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.WindowRule;
import io.jenkins.plugins.promotion.health.TcpHealthCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayeringTest {
    private static final String PLACES = "a b c d";

    @Test
    void builtInEnvironmentsHold() {
        List<Environment> all = new Environments(Definitions.toEnvironments(Definitions.builtIn())).all();

        assertThat(all).extracting(each -> each.name().value()).containsExactly("development", "staging", "production");
        assertThat(all.get(0).rules()).isEmpty();
        assertThat(all.get(1).rules()).isEmpty();
        assertThat(all.get(2).requires()).containsExactly(EnvironmentName.of("staging"));
        assertThat(all.get(2).approvals()).containsExactly(new ApprovalRule(null, 1, null, null, false));
    }

    @Test
    void newNamesComeAfterInheritedOnes() {
        Environments all = resolve(environments(), definition("uat"));

        assertThat(all.all())
                .extracting(each -> each.name().value())
                .containsExactly("a", "b", "c", "d", "target", "uat");
    }

    @Test
    void inheritedNamesKeepTheirSpellingQueueAndDescription() {
        EnvironmentDefinition added = definition("TARGET");
        added.setQueue("inOrder");

        Environment target = resolve(environments(), added).get(EnvironmentName.of("target"));

        assertThat(target.name().value()).isEqualTo("target");
        assertThat(target.queue()).isEqualTo(QueuePolicy.NEWEST_FIRST);
        assertThat(target.description()).isEqualTo("Inherited");
    }

    @ParameterizedTest
    @CsvSource({"true,true,true", "true,false,true", "false,true,true", "false,false,false"})
    void olderReleasesAreRefusedIfEitherSaysSo(boolean above, boolean below, boolean expected) {
        EnvironmentDefinition inherited = definition("target");
        inherited.setRefuseOlder(above);
        EnvironmentDefinition added = definition("target");
        added.setRefuseOlder(below);

        Environment target = resolve(environments(inherited), added).get(EnvironmentName.of("target"));

        assertThat(target.refuseOlder()).isEqualTo(expected);
    }

    @Test
    void healthChecksComeOnTopAndNothingOfThemIsTakenAway() {
        EnvironmentDefinition inherited = definition("target");
        inherited.setHealth(EveryField.health());
        EnvironmentDefinition silent = definition("target");
        EnvironmentDefinition added = definition("target");
        added.setHealth(new HealthDefinition(List.of(new TcpHealthCheck("cache:6379"))));
        added.getHealth().setSoak("1h");
        added.getHealth().setTimeout("1h");

        HealthDemand target = Layering.resolve(
                        environments(inherited),
                        List.of(new Layer("shop", List.of(silent)), new Layer("shop/web", List.of(added))))
                .get(EnvironmentName.of("target"))
                .health();

        assertThat(target.checks())
                .extracting(Check::name)
                .containsExactly(
                        "<b>Shop</b>",
                        "db.example.com:5432",
                        "prometheus: sum(rate(http_errors_total[5m]))",
                        "cache:6379");
        assertThat(target.words().soak()).isEqualTo("1h");
        assertThat(target.words().timeout()).as("inherited, for longer is less").isEqualTo("10m");
        assertThat(Layering.resolve(environments(definition("target")), List.of(new Layer("shop", List.of(added))))
                        .get(EnvironmentName.of("target"))
                        .health()
                        .checks())
                .as("a folder may bring them in")
                .hasSize(1);
    }

    @Test
    void approvalsComeOnTopUnderNamesOfTheirOwn() {
        EnvironmentDefinition inherited = definition("target");
        inherited.setApprovals(List.of(approval("Approvals", 1)));
        Environments global = environments(inherited);
        EnvironmentDefinition added = definition("target");
        added.setApprovals(List.of(approval("Own", 2), approval("QA", 3)));
        EnvironmentDefinition weaker = definition("target");
        weaker.setApprovals(List.of(approval("own", 1), approval("QA", 2)));

        Environment target = Layering.resolve(
                        global, List.of(new Layer("shop", List.of(added)), new Layer("shop/web", List.of(weaker))))
                .get(EnvironmentName.of("target"));

        assertThat(target.approvals())
                .extracting(ApprovalRule::name, ApprovalRule::count)
                .containsExactly(
                        tuple("Approvals", 1),
                        tuple("Own", 2),
                        tuple("QA", 3),
                        tuple("own (shop/web)", 1),
                        tuple("QA (shop/web)", 2));
    }

    @Test
    void distinctNamesStayWithinTheLimit() {
        String longest = "n".repeat(100);
        EnvironmentDefinition inherited = definition("target");
        inherited.setApprovals(List.of(approval(longest, 2)));
        EnvironmentDefinition added = definition("target");
        added.setApprovals(List.of(approval(longest, 1)));

        List<Layer> layers = List.of(
                new Layer("shop", List.of(added)),
                new Layer("f".repeat(200), List.of(added)),
                new Layer("g".repeat(200), List.of(added)));
        Environment target = Layering.resolve(environments(inherited), layers).get(EnvironmentName.of("target"));

        assertThat(target.approvals()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "all a,   all b,   all a b",
        "all a b, all b,   all a b",
        "all a,   any a b, all a",
        "any a b, all b,   all b",
        "any a b, any b a, any a b",
        "any a b, any b,   any b",
        "any a,   any b,   all a b",
        "any a,   all b,   all a b",
        "all a,   any b,   all a b",
        "any a b, any c d, all a b c d",
        "any a b, any b c, all a b c",
        "all a,   any b c, all a b c"
    })
    void bothOrdersAreDemanded(String above, String below, String expected) {
        Environment target =
                resolve(environments(ordered(above)), ordered(below)).get(EnvironmentName.of("target"));

        assertThat(target.rules()).containsExactly(ordered(expected).getOrder().toRule());
    }

    @ParameterizedTest
    @CsvSource({"1h,2h,2h", "2h,1h,2h", "1h,,1h", ",1h,1h", ",,"})
    void theLongerSoakCounts(String above, String below, String expected) {
        for (String places : List.of("all a", "all b", "all a b", "any a b", "any a c")) {
            EnvironmentDefinition inherited = ordered("all a b");
            inherited.getOrder().setSoak(above);
            EnvironmentDefinition added = ordered(places);
            added.getOrder().setSoak(below);

            Environment target = resolve(environments(inherited), added).get(EnvironmentName.of("target"));

            assertThat(target.rules(OrderRule.class))
                    .extracting(OrderRule::soak)
                    .containsExactly(expected == null ? null : DurationText.parse("soak", expected));
        }
    }

    @Test
    void aRequestMustHaveWhatEitherAsksFor() {
        EnvironmentDefinition inherited = definition("target");
        inherited.setRequest(request(true, false));
        EnvironmentDefinition added = definition("target");
        added.setRequest(request(false, true));

        Environment target = resolve(environments(inherited), added).get(EnvironmentName.of("target"));

        assertThat(target.rules()).containsExactly(new RequestRule(true, true));
    }

    @Test
    void aRuleThatDemandsAsMuchTakesThePlaceOfTheInheritedOne() {
        EnvironmentDefinition inherited = definition("target");
        inherited.setApprovals(List.of(approval("Board", 1), approval("QA", 1)));
        inherited.setChecklists(List.of(EveryField.checklist("List", "x")));
        EnvironmentDefinition added = definition("target");
        added.setApprovals(List.of(approval("BOARD", 2)));
        added.setChecklists(List.of(EveryField.checklist("List", "x", "y")));

        Environment target = resolve(environments(inherited), added).get(EnvironmentName.of("target"));

        assertThat(target.approvals())
                .extracting(ApprovalRule::name, ApprovalRule::count)
                .containsExactly(tuple("Board", 2), tuple("QA", 1));
        assertThat(target.rules(ChecklistRule.class)).containsExactly(new ChecklistRule("List", List.of("x", "y")));
    }

    @Test
    void rulesOfEveryKindComeOnTopUnderOtherNames() {
        EnvironmentDefinition inherited = EveryField.production();
        inherited.setOrder(null);
        EnvironmentDefinition added = definition("production");
        added.setRefuseOlder(false);
        FreezeDefinition freeze = EveryField.yearEnd();
        freeze.setName("Of the folder");
        added.setFreezes(List.of(freeze));
        added.setChecklists(List.of(EveryField.checklist("Own list", "x")));
        WindowDefinition windows = new WindowDefinition("America/Los_Angeles", List.of("Wed 10:00-15:00"));
        windows.setName("Own hours");
        added.setWindows(List.of(windows));

        Environment production = resolve(environments(inherited), added).get(EnvironmentName.of("production"));

        List<Rule> expected = new ArrayList<>(inherited.toEnvironment().rules());
        expected.addAll(added.toEnvironment().rules());
        assertThat(production.rules()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(production.hotfix()).isEqualTo(inherited.toEnvironment().hotfix());
        assertThat(production.hold()).isEqualTo("Stopped");
        assertThat(production.refuseOlder()).isFalse();
    }

    @Test
    void aWeakerRuleThatIsThereAllTheSameHoldsBesides() {
        EnvironmentDefinition inherited = definition("target");
        inherited.setWindows(List.of(EveryField.windows()));
        EnvironmentDefinition added = definition("target");
        WindowDefinition wider = new WindowDefinition("America/Los_Angeles", List.of("Mon-Sun 00:00-24:00"));
        wider.setName("Deployment hours");
        added.setWindows(List.of(wider));

        Environment target = resolve(environments(inherited), added).get(EnvironmentName.of("target"));

        assertThat(target.rules(WindowRule.class))
                .extracting(WindowRule::name)
                .containsExactly("Deployment hours", "Deployment hours (shop)");
    }

    @ParameterizedTest
    @CsvSource({
        "carol dave, carol,      carol",
        "carol,      carol dave, carol",
        "carol,      '',         carol",
        "'',         carol,      ''",
        "carol,      dave,       ''"
    })
    void ofTwoHotfixesTheNarrowerCounts(String above, String below, String expected) {
        Environment target =
                resolve(environments(withHotfix(above)), withHotfix(below)).get(EnvironmentName.of("target"));

        Hotfix narrower = withHotfix(expected).toEnvironment().hotfix();
        assertThat(target.hotfix()).isEqualTo(narrower);
    }

    @ParameterizedTest
    @CsvSource({
        "approvals windows, approvals,         approvals",
        "approvals,         approvals windows, approvals",
        "approvals,         '',                approvals",
        "'',                approvals,         ''",
    })
    void ofTwoFastPathsOnlyWhatBothWaiveIsWaived(String above, String below, String expected) {
        Environment target =
                resolve(environments(withRollback(above)), withRollback(below)).get(EnvironmentName.of("target"));

        assertThat(target.rollback())
                .isEqualTo(withRollback(expected).toEnvironment().rollback());
    }

    private static EnvironmentDefinition withRollback(String waives) {
        EnvironmentDefinition definition = definition("target");
        if (!waives.isEmpty()) {
            definition.setRollback(new RollbackDefinition(List.of(waives.split(" "))));
        }
        return definition;
    }

    @Test
    void aHoldOfEitherHolds() {
        EnvironmentDefinition held = definition("target");
        held.setHold("Above");
        EnvironmentDefinition own = definition("target");
        own.setHold("Below");

        assertThat(resolve(environments(held), definition("target"))
                        .get(EnvironmentName.of("target"))
                        .hold())
                .isEqualTo("Above");
        assertThat(resolve(environments(definition("target")), own)
                        .get(EnvironmentName.of("target"))
                        .hold())
                .isEqualTo("Below");
        assertThat(resolve(environments(held), own)
                        .get(EnvironmentName.of("target"))
                        .hold())
                .isEqualTo("Above");
    }

    @Test
    void circlesThroughTwoLevelsAreRefused() {
        EnvironmentDefinition inherited = ordered("all a");
        EnvironmentDefinition added = definition("a");
        added.setOrder(new OrderDefinition(List.of("target")));

        assertThatThrownBy(() -> resolve(environments(inherited), added)).hasMessageContaining("circle");
    }

    private static Environments resolve(Environments inherited, EnvironmentDefinition... own) {
        return Layering.resolve(inherited, List.of(new Layer("shop", List.of(own))));
    }

    private static Environments environments() {
        EnvironmentDefinition target = definition("target");
        target.setDescription("Inherited");
        return environments(target);
    }

    private static Environments environments(EnvironmentDefinition last) {
        List<EnvironmentDefinition> all = new ArrayList<>();
        for (String name : PLACES.split(" ")) {
            all.add(definition(name));
        }
        all.add(last);
        return new Environments(
                all.stream().map(EnvironmentDefinition::toEnvironment).toList());
    }

    private static EnvironmentDefinition definition(String name) {
        return new EnvironmentDefinition(name);
    }

    private static EnvironmentDefinition ordered(String text) {
        String[] words = text.split(" ");
        OrderDefinition order = new OrderDefinition(List.of(words).subList(1, words.length));
        order.setRequire(words[0]);
        EnvironmentDefinition definition = definition("target");
        definition.setOrder(order);
        return definition;
    }

    private static EnvironmentDefinition withHotfix(String users) {
        EnvironmentDefinition definition = definition("target");
        if (!users.isEmpty()) {
            HotfixDefinition hotfix = new HotfixDefinition(null);
            hotfix.setUsers(List.of(users.split(" ")));
            definition.setHotfix(hotfix);
        }
        return definition;
    }

    private static RequestDefinition request(boolean ticket, boolean notes) {
        RequestDefinition request = new RequestDefinition();
        request.setTicket(ticket);
        request.setNotes(notes);
        return request;
    }

    private static ApprovalDefinition approval(String name, int count) {
        ApprovalDefinition approval = new ApprovalDefinition();
        approval.setName(name);
        approval.setCount(count);
        return approval;
    }
}
