package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
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
    void approvalsComeOnTopUnderNamesOfTheirOwn() {
        EnvironmentDefinition inherited = definition("target");
        inherited.setApprovals(List.of(approval("Approvals", 1)));
        Environments global = environments(inherited);
        EnvironmentDefinition added = definition("target");
        added.setApprovals(List.of(approval("approvals", 2), approval("QA", 3)));

        Environment target = Layering.resolve(
                        global, List.of(new Layer("shop", List.of(added)), new Layer("shop/web", List.of(added))))
                .get(EnvironmentName.of("target"));

        assertThat(target.approvals())
                .extracting(ApprovalRule::name, ApprovalRule::count)
                .containsExactly(
                        tuple("Approvals", 1),
                        tuple("approvals (shop)", 2),
                        tuple("QA", 3),
                        tuple("approvals (shop/web)", 2),
                        tuple("QA (shop/web)", 3));
    }

    @Test
    void distinctNamesStayWithinTheLimit() {
        String longest = "n".repeat(100);
        EnvironmentDefinition inherited = definition("target");
        inherited.setApprovals(List.of(approval(longest, 1)));
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
    })
    void bothOrdersAreDemanded(String above, String below, String expected) {
        EnvironmentDefinition inherited = ordered(above);
        EnvironmentDefinition added = ordered(below);

        Layering.checkOrders(environments(inherited), List.of(added));
        Environment target = resolve(environments(inherited), added).get(EnvironmentName.of("target"));

        assertThat(target.rules()).containsExactly(ordered(expected).getOrder().toRule());
    }

    @ParameterizedTest
    @CsvSource({"any a b, any c d, all a b c d", "any a b, any b c, all a b c", "all a, any b c, all a b c"})
    void ordersThatNoRuleExpressesAreRefusedAtSaveAndDemandAllOtherwise(String above, String below, String expected) {
        EnvironmentDefinition inherited = ordered(above);
        EnvironmentDefinition added = ordered(below);

        assertThatThrownBy(() -> Layering.checkOrders(environments(inherited), List.of(added)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("order of target")
                .hasMessageContaining("it makes no single rule");
        Environment target = resolve(environments(inherited), added).get(EnvironmentName.of("target"));
        assertThat(target.rules()).containsExactly(ordered(expected).getOrder().toRule());
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
        return new Environments(Definitions.toEnvironments(all));
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

    private static ApprovalDefinition approval(String name, int count) {
        ApprovalDefinition approval = new ApprovalDefinition();
        approval.setName(name);
        approval.setCount(count);
        return approval;
    }
}
