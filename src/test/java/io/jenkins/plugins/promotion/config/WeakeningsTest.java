package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import io.jenkins.plugins.promotion.health.HttpHealthCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WeakeningsTest {
    static Stream<Arguments> weaker() {
        return Stream.of(
                weaker("fewer approvals", d -> managers(d).setCount(1), "Rule 'Release managers': Inherited: 2 of"),
                weaker("more people", d -> managers(d).setUsers(List.of("alice", "zoe")), "Rule 'Release managers'"),
                weaker("more groups", d -> managers(d).setGroups(List.of("everybody")), "Rule 'Release managers'"),
                weaker("other permission", d -> managers(d).setPermission("Job/Build"), "Rule 'Release managers'"),
                weaker("the initiator", d -> managers(d).setExcludeInitiator(false), "Rule 'Release managers'"),
                weaker("the authors", d -> managers(d).setExcludeAuthors(false), "Rule 'Release managers'"),
                weaker("later lapse", d -> managers(d).setLapse("3d"), "Rule 'Release managers'"),
                weaker("no lapse", d -> managers(d).setLapse(null), "Rule 'Release managers'"),
                weaker(
                        "shorter soak",
                        d -> d.getOrder().setSoak("1h"),
                        "Rule 'Order': Inherited: staging or qa verified it at least 1h30m ago. The folder asks for less: staging or qa verified it at least 1h ago."),
                weaker("no soak", d -> d.getOrder().setSoak(null), "Rule 'Order'"),
                weaker("one place more", d -> d.setOrder(order("any", "staging", "qa", "early")), "Rule 'Order'"),
                weaker(
                        "wider window",
                        d -> d.setWindows(List.of(hours("Mon-Fri 10:00-15:00"))),
                        "Rule 'Deployment hours': Inherited: it is Tue-Thu 10:00-15:00 or Fri 22:00-02:00 (America/Los_Angeles). The folder asks for less: it is Mon-Fri 10:00-15:00 (America/Los_Angeles). Give it another name to add it to the inherited rule."),
                weaker("shorter freeze", d -> d.getFreezes().get(0).setTo("2027-01-03"), "Rule 'Year end'"),
                weaker("rarer freeze", d -> d.getFreezes().get(1).setRepeat("FREQ=MONTHLY"), "Rule 'Freeze'"),
                weaker(
                        "an item less",
                        d -> d.setChecklists(List.of(EveryField.checklist("Before", "Flags, off"))),
                        "Rule 'Before': Inherited: the checklist 'Before' is ticked."),
                weaker(
                        "hotfix by more",
                        d -> d.getHotfix().setUsers(List.of("carol", "dave")),
                        "Rule 'Hotfix': The folder lets a hotfix be declared by more people, or lifts more, than is inherited."),
                weaker("hotfix that lifts more", d -> d.getHotfix().setLifts(List.of("freezes")), "Rule 'Hotfix'"),
                weaker(
                        "shorter soak of health",
                        d -> d.getHealth().setSoak("29m"),
                        "Rule 'Health': Inherited: soak 30m. The folder asks for less: 29m. Leave it as it is inherited, or ask for more."),
                weaker(
                        "more errors borne",
                        d -> d.getHealth().setErrorLimit(4),
                        "Rule 'Health': Inherited: errorLimit 3. The folder asks for less: 4."),
                weaker(
                        "another check of the same name",
                        d -> ((HttpHealthCheck) d.getHealth().getChecks().get(0)).setStatus("200-599"),
                        "Rule 'Health': The check '<b>Shop</b>' is inherited"),
                weaker(
                        "another kind",
                        d -> {
                            d.setWindows(List.of());
                            d.setChecklists(List.of(EveryField.checklist("Deployment hours", "x")));
                        },
                        "Rule 'Deployment hours'"));
    }

    @ParameterizedTest
    @MethodSource("weaker")
    void whatIsWeakerIsRefusedByName(EnvironmentDefinition own, String message) {
        assertThatThrownBy(() -> refuse(EveryField.production(), own))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("environment production: a folder cannot weaken what it inherits. Rule '")
                .hasMessageContaining(message);
    }

    @Test
    void whatIsTheSameIsNotWeaker() {
        assertThatCode(() -> refuse(EveryField.production(), EveryField.production()))
                .doesNotThrowAnyException();
    }

    @Test
    void aRuleThatIsNotNamedIsNoneThatIsDropped() {
        assertThatCode(() -> refuse(EveryField.production(), loose())).doesNotThrowAnyException();
    }

    @Test
    void aRequestThatMustSayLessIsRefusedAndOneThatMustSaySomethingElseIsTaken() {
        EnvironmentDefinition inherited = EveryField.production();
        EnvironmentDefinition own = loose();
        own.setRequest(notes());

        assertThatCode(() -> refuse(inherited, own)).doesNotThrowAnyException();
        inherited.getRequest().setNotes(true);
        assertThatThrownBy(() -> refuse(inherited, own))
                .hasMessageContaining("Rule 'Request': Inherited: its request has a ticket and notes."
                        + " The folder asks for less: its request has notes.");
    }

    @Test
    void anOlderReleaseIsNotLetInByAFolder() {
        assertThatThrownBy(() -> refuse(new EnvironmentDefinition("production"), loose()))
                .hasMessage("environment production: a folder cannot weaken what it inherits. Rule 'Newer':"
                        + " Inherited: an older release is refused. The folder lets it in."
                        + " Leave it as it is inherited, or ask for more.");
    }

    @Test
    void aHotfixIsNotBroughtInByAFolder() {
        EnvironmentDefinition own = new EnvironmentDefinition("production");
        own.setHotfix(EveryField.hotfix());

        assertThatThrownBy(() -> refuse(new EnvironmentDefinition("production"), own))
                .hasMessageContaining(
                        "Rule 'Hotfix': Inherited: no emergency hotfix can be declared. The folder allows it.");
    }

    @Test
    void allThatIsWeakerIsSaidAtOnce() {
        EnvironmentDefinition own = loose();
        own.setOrder(order("any", "staging", "qa"));
        own.getOrder().setSoak("1m");
        own.setWindows(List.of(hours("Mon-Sun 00:00-24:00")));

        assertThatThrownBy(() -> refuse(EveryField.production(), own))
                .hasMessageContaining("Rule 'Order'")
                .hasMessageContaining("Rule 'Deployment hours'");
    }

    @ParameterizedTest
    @CsvSource({"any early late, any staging qa", "all early, any staging qa"})
    void ordersThatNoRuleExpressesAreRefused(String above, String below) {
        EnvironmentDefinition inherited = new EnvironmentDefinition("production");
        inherited.setOrder(order(above));
        EnvironmentDefinition own = new EnvironmentDefinition("production");
        own.setOrder(order(below));

        assertThatThrownBy(() -> refuse(inherited, own))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("order of production")
                .hasMessageContaining("it makes no single rule");
    }

    @ParameterizedTest
    @CsvSource({
        "all early,       all late",
        "any early late,  all late",
        "any early late,  any late",
        "any early late,  any late early",
        "any early,       any late"
    })
    void ordersThatAskForSomethingElseOrMoreAreTaken(String above, String below) {
        EnvironmentDefinition inherited = new EnvironmentDefinition("production");
        inherited.setOrder(order(above));
        EnvironmentDefinition own = new EnvironmentDefinition("production");
        own.setOrder(order(below));

        assertThatCode(() -> refuse(inherited, own)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"all early late, all late", "all early, any early late", "any early, any late early"})
    void ordersThatAskForLessAreRefused(String above, String below) {
        EnvironmentDefinition inherited = new EnvironmentDefinition("production");
        inherited.setOrder(order(above));
        EnvironmentDefinition own = new EnvironmentDefinition("production");
        own.setOrder(order(below));

        assertThatThrownBy(() -> refuse(inherited, own))
                .hasMessageContaining("Rule 'Order'")
                .hasMessageEndingWith("Leave it as it is inherited, or ask for more.");
    }

    private static void refuse(EnvironmentDefinition inherited, EnvironmentDefinition own) {
        List<EnvironmentDefinition> all = new ArrayList<>();
        for (String name : List.of("staging", "qa", "early", "late")) {
            all.add(new EnvironmentDefinition(name));
        }
        all.add(inherited);
        Weakenings.refuse(
                new Environments(
                        all.stream().map(EnvironmentDefinition::toEnvironment).toList()),
                List.of(own));
    }

    private static Arguments weaker(String name, Consumer<EnvironmentDefinition> change, String message) {
        EnvironmentDefinition own = EveryField.production();
        change.accept(own);
        return Arguments.of(Named.of(name, own), message);
    }

    private static ApprovalDefinition managers(EnvironmentDefinition definition) {
        return definition.getApprovals().get(0);
    }

    private static EnvironmentDefinition loose() {
        EnvironmentDefinition definition = new EnvironmentDefinition("production");
        definition.setRefuseOlder(false);
        return definition;
    }

    private static RequestDefinition notes() {
        RequestDefinition request = new RequestDefinition();
        request.setNotes(true);
        return request;
    }

    private static OrderDefinition order(String text) {
        String[] words = text.split(" ");
        return order(words[0], List.of(words).subList(1, words.length).toArray(String[]::new));
    }

    private static OrderDefinition order(String require, String... environments) {
        OrderDefinition order = new OrderDefinition(List.of(environments));
        order.setRequire(require);
        if (List.of(environments).contains("staging")) {
            order.setSoak("1h30m");
        }
        return order;
    }

    private static WindowDefinition hours(String... open) {
        WindowDefinition hours = new WindowDefinition("America/Los_Angeles", List.of(open));
        hours.setName("Deployment hours");
        return hours;
    }
}
