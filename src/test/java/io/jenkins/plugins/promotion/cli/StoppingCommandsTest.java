package io.jenkins.plugins.promotion.cli;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Hold;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Stop;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.view.Readers;
import io.jenkins.plugins.promotion.view.Requests;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Holds and quarantines by command. */
@WithJenkins
class StoppingCommandsTest {
    private static final EnvironmentName STAGING = EnvironmentName.of("staging");

    private Cli cli;
    private Folder team;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {

        new Readers(rule);
        team = rule.createProject(Folder.class, "team");
        shop = team.createProject(WorkflowJob.class, "shop");
        rule.jenkins.setAuthorizationStrategy(Readers.strategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("maria")
                .grant(PromotionPermissions.MANAGE)
                .onFolders(team)
                .to("maria"));
        cli = new Cli(rule);
        PromotionGlobalConfiguration.get()
                .setEnvironments(
                        List.of(new EnvironmentDefinition("staging"), new EnvironmentDefinition("production")));
    }

    @Test
    void anApplicationIsHeldByWhoeverMayRollBackAndGoesOnWhenLifted() {
        String[] hold = {"staging", "--job", "team/shop", "--reason", "Fire drill"};
        for (String user : List.of("reader", "priya", "maria")) {
            assertThat(cli.run(user, "hold-environment", hold).code()).as(user).isEqualTo(6);
        }

        Cli.Answer held = cli.run("roland", "hold-environment", hold);
        assertThat(held.out()).isEqualTo("staging is held for team/shop.\n");
        assertThat(slot(shop, "staging").hold().map(Hold::reason)).contains("Fire drill");
        Requests.ask(shop, "staging", "1.0");
        assertThat(promotion(shop, "staging-1").isWaiting()).isTrue();
        assertThat(cli.run("roland", "hold-environment", hold).err())
                .contains("staging is held already, by roland: Fire drill");

        assertThat(cli.run("reader", "lift-hold", "staging", "--job", "team/shop", "--reason", "x")
                        .code())
                .isEqualTo(6);
        assertThat(cli.run("roland", "lift-hold", "staging", "--job", "team/shop", "--reason", " ")
                        .code())
                .isEqualTo(4);
        assertThat(cli.run("roland", "lift-hold", "staging", "--job", "team/shop", "--reason", "Drill over")
                        .out())
                .isEqualTo("staging is not held for team/shop any more.\n");
        assertThat(slot(shop, "staging").stops())
                .singleElement()
                .satisfies(stop -> assertThat(stop.lift().reason()).isEqualTo("Drill over"));
        assertThat(cli.run("roland", "lift-hold", "staging", "--job", "team/shop", "--reason", "again")
                        .err())
                .contains("staging is not held.");
    }

    @Test
    void aFolderIsHeldByWhoeverManagesItsEnvironments() {
        String[] hold = {"staging", "--folder", "team", "--reason", "Network change"};
        for (String user : List.of("reader", "priya", "roland")) {
            assertThat(cli.run(user, "hold-environment", hold).code()).as(user).isEqualTo(6);
        }
        assertThat(cli.run("maria", "hold-environment", hold).out())
                .isEqualTo("staging is held for everything inside team.\n");
        Requests.ask(shop, "staging", "1.0");
        assertThat(promotion(shop, "staging-1").isWaiting()).isTrue();

        Cli.Answer status = cli.run("reader", "promotion-status", "team/shop", "--environment", "staging");
        assertThat(status.out())
                .contains("staging: held for everything in the folder team by maria since ")
                .contains(
                        ": Network change. Who can change it: People with Promotion/ManageEnvironments on the folder team.");
        assertThat(cli.run("maria", "lift-hold", "staging", "--folder", "team", "--reason", "Done")
                        .code())
                .isZero();
        assertThat(EnvironmentHolds.at(team).hold(STAGING)).isEmpty();
    }

    @Test
    void theControllerIsHeldByAdministrators() {
        String[] hold = {"staging", "--reason", "Data centre moves"};
        for (String user : List.of("reader", "roland", "maria")) {
            assertThat(cli.run(user, "hold-environment", hold).code()).as(user).isEqualTo(6);
        }
        assertThat(cli.run("admin", "hold-environment", hold).out())
                .isEqualTo("staging is held for everything on this controller.\n");
        assertThat(EnvironmentHolds.at(null).hold(STAGING).map(Hold::reason)).contains("Data centre moves");
        assertThat(cli.run("maria", "lift-hold", "staging", "--folder", "team", "--reason", "mine is not it")
                        .code())
                .isEqualTo(4);
        assertThat(cli.run("admin", "lift-hold", "staging", "--reason", "Moved").code())
                .isZero();
    }

    @Test
    void whatNamesNothingIsRefusedWithWhatThereIs() {
        Cli.Answer environment = cli.run("admin", "hold-environment", "prodution", "--reason", "x");
        assertThat(environment.code()).isEqualTo(3);
        assertThat(environment.err()).contains("did you mean 'production'?").contains("(known: staging, production)");
        assertThat(cli.run("roland", "hold-environment", "prodution", "--job", "team/shop", "--reason", "x")
                        .err())
                .contains("did you mean 'production'?");
        assertThat(cli.run("admin", "lift-hold", "prodution", "--reason", "x").code())
                .isEqualTo(3);
        assertThat(cli.run("admin", "hold-environment", "../x", "--reason", "x").code())
                .isEqualTo(3);
        assertThat(cli.run("admin", "hold-environment", "staging", "--folder", "taem", "--reason", "x")
                        .err())
                .contains("there is no such folder; did you mean 'team'?");
        assertThat(cli.run("admin", "hold-environment", "staging", "--folder", "team/shop", "--reason", "x")
                        .code())
                .isEqualTo(3);
        assertThat(cli.run("admin", "hold-environment", "staging").code())
                .as("without a reason")
                .isEqualTo(2);
        assertThat(cli.run(
                                "admin",
                                "hold-environment",
                                "staging",
                                "--job",
                                "team/shop",
                                "--folder",
                                "team",
                                "--reason",
                                "x")
                        .code())
                .isEqualTo(2);
        assertThat(EnvironmentHolds.at(null).hold(STAGING)).isEmpty();
    }

    @Test
    void aReleaseGoesIntoQuarantineAndOutOfIt() {
        Requests.verify(shop, "staging", "1.0");
        String[] quarantine = {"team/shop", "staging", "1.0", "--reason", "Loses orders"};
        for (String user : List.of("reader", "priya", "maria")) {
            assertThat(cli.run(user, "quarantine-release", quarantine).code())
                    .as(user)
                    .isEqualTo(6);
        }
        assertThat(cli.run("roland", "quarantine-release", quarantine).out())
                .isEqualTo("1.0 of team/shop is in quarantine.\n");
        assertThat(cli.run("roland", "quarantine-release", quarantine).err())
                .contains("1.0 is in quarantine already, set in staging.");
        Requests.ask(shop, "production", "1.0");
        assertThat(promotion(shop, "production-1").outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(cli.run("reader", "promotion-status", "team/shop").out())
                .contains("staging: 1.0 was put into quarantine by roland at ")
                .contains("Loses orders");

        assertThat(cli.run("roland", "quarantine-release", "team/shop", "staging", "1.1", "--reason", "x")
                        .err())
                .contains("version: '1.1' is not allowed; no such release was promoted there; the last ones are 1.0");
        assertThat(cli.run("roland", "lift-quarantine", "team/shop", "staging", "1.1", "--reason", "x")
                        .err())
                .contains("no such release is in quarantine in staging; these are: 1.0");
        assertThat(cli.run("roland", "lift-quarantine", "team/shop", "production", "1.0", "--reason", "x")
                        .err())
                .contains("none is");
        assertThat(cli.run("reader", "lift-quarantine", "team/shop", "staging", "1.0", "--reason", "x")
                        .code())
                .isEqualTo(6);
        assertThat(cli.run("roland", "lift-quarantine", "team/shop", "staging", "1.0", "--reason", "Wrong alarm")
                        .out())
                .isEqualTo("1.0 of team/shop is not in quarantine any more.\n");
        assertThat(slot(shop, "staging").quarantines()).isEmpty();
        assertThat(slot(shop, "staging").stops()).extracting(Stop::version).containsExactly("1.0");
    }

    @Test
    void ofTwoWhoHoldAtOnceOneIsToldByWhomItIsHeld() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            Callable<Cli.Answer> hold =
                    () -> cli.run("roland", "hold-environment", "staging", "--job", "team/shop", "--reason", "Fire");
            List<Future<Cli.Answer>> answers = people.invokeAll(List.of(hold, hold));
            List<Integer> codes =
                    List.of(answers.get(0).get().code(), answers.get(1).get().code());
            assertThat(codes).containsExactlyInAnyOrder(0, 4);
        } finally {
            people.shutdown();
        }
        assertThat(slot(shop, "staging").stops()).hasSize(1);
    }
}
