package io.jenkins.plugins.promotion.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Holds at every level and quarantine: what they stop, who may set them, and that whoever waits goes on by itself. */
@WithJenkins
class StoppedLineTest {
    private static final Principal PRIYA = Principal.of("priya");
    private static final String DEPLOY = "promoteTo('staging') { echo 'live' }";

    private JenkinsRule jenkins;
    private Promotions promotions;
    private Folder team;
    private WorkflowJob inside;
    private WorkflowJob outside;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        promotions = new Promotions(rule);
        team = jenkins.createProject(Folder.class, "team");
        inside = team.createProject(Folder.class, "inner").createProject(WorkflowJob.class, "shop");
        inside.setDefinition(promotions.script(DEPLOY));
        outside = promotions.pipeline("bank", DEPLOY);
    }

    private Decisions decisions(WorkflowJob job) {
        return Decisions.of(Application.of(job, null), job);
    }

    @Test
    void aHoldOfOneApplicationStopsItAndLiftingFreesIt() throws Exception {
        decisions(inside).hold(Promotions.STAGING, "stock is counted");
        WorkflowRun held = promotions.start(inside);
        jenkins.waitForMessage("[why] Hold: staging is held for this application by SYSTEM since ", held);
        jenkins.assertLogContains(
                ": stock is counted. Who can change it: People with the permission to lift a hold", held);
        jenkins.buildAndAssertSuccess(outside);

        decisions(inside).liftHold(Promotions.STAGING, "it is counted");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(held));
    }

    @Test
    void aHoldOfAFolderStopsAllThatIsInside() throws Exception {
        EnvironmentHolds.at(team).hold(Promotions.STAGING, "stock is counted");
        WorkflowRun held = promotions.start(inside);
        jenkins.waitForMessage("[why] Hold: staging is held for everything in the folder team by SYSTEM since ", held);
        jenkins.assertLogContains(
                ": stock is counted. Who can change it: People with Promotion/ManageEnvironments on the folder team.",
                held);
        jenkins.buildAndAssertSuccess(outside);

        EnvironmentHolds.at(team).lift(Promotions.STAGING, "it is counted");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(held));
        assertThat(EnvironmentHolds.at(team).hold(Promotions.STAGING)).isEmpty();
    }

    @Test
    void aHoldOfTheControllerStopsEverythingAndOnlyThatEnvironment() throws Exception {
        EnvironmentHolds.at(null).hold(Promotions.STAGING, "the data centre moves");
        WorkflowRun first = promotions.start(inside);
        WorkflowRun second = promotions.start(outside);
        jenkins.waitForMessage("[why] Hold: staging is held for every application by SYSTEM since ", first);
        jenkins.waitForMessage("People with Promotion/ManageEnvironments on Jenkins itself", second);
        assertThat(EnvironmentHolds.at(null)
                        .hold(Promotions.STAGING)
                        .orElseThrow()
                        .reason())
                .isEqualTo("the data centre moves");
        assertThat(EnvironmentHolds.at(null).hold(Promotions.PRODUCTION)).isEmpty();
        jenkins.buildAndAssertSuccess(promotions.pipeline("dev", "promoteTo('development') { echo 'live' }"));

        EnvironmentHolds.at(null).lift(Promotions.STAGING, "moved");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
    }

    @Test
    void everyLevelHasToBeLifted() throws Exception {
        EnvironmentHolds.at(null).hold(Promotions.STAGING, "one");
        EnvironmentHolds.at(team).hold(Promotions.STAGING, "two");
        decisions(inside).hold(Promotions.STAGING, "three");
        WorkflowRun held = promotions.start(inside);
        jenkins.waitForMessage("[why] Hold: staging is held for every application", held);

        EnvironmentHolds.at(null).lift(Promotions.STAGING, "why not");
        jenkins.waitForMessage("[why] Hold: staging is held for everything in the folder team", held);
        EnvironmentHolds.at(team).lift(Promotions.STAGING, "why not");
        jenkins.waitForMessage("[why] Hold: staging is held for this application", held);
        decisions(inside).liftHold(Promotions.STAGING, "why not");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(held));
    }

    @Test
    void aHoldByConfigurationGoesWithIt() throws Exception {
        EnvironmentDefinition staging = new EnvironmentDefinition("staging");
        staging.setHold("the contract is not signed");
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
        WorkflowRun held = promotions.start(outside);
        jenkins.waitForMessage("by its configuration: the contract is not signed.", held);

        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("staging")));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(held));
    }

    @Test
    void anotherReasonOrNoneIsRefused() {
        EnvironmentHolds holds = EnvironmentHolds.at(team);
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> holds.hold(Promotions.STAGING, " "))
                .withMessageStartingWith("A hold needs a reason");
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> holds.lift(Promotions.STAGING, "done"))
                .withMessage("staging is not held.");
        holds.hold(Promotions.STAGING, "stock is counted");
        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> holds.hold(Promotions.STAGING, "again"))
                .withMessage("staging is held already, by SYSTEM: stock is counted");
        assertThat(holds.state(Promotions.STAGING).version()).isOne();
    }

    @Test
    void itTakesThePermissionThere() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, PromotionPermissions.ROLLBACK)
                .everywhere()
                .to("reader", "mia")
                .grant(PromotionPermissions.MANAGE)
                .onFolders(team)
                .to("mia"));
        for (EnvironmentHolds holds : List.of(EnvironmentHolds.at(team), EnvironmentHolds.at(null))) {
            try (ACLContext context = ACL.as2(User.getById("reader", true).impersonate2())) {
                assertThat(holds.isPermitted()).isFalse();
                assertThatExceptionOfType(AccessDeniedException3.class)
                        .isThrownBy(() -> holds.hold(Promotions.STAGING, "why"));
                assertThatExceptionOfType(AccessDeniedException3.class)
                        .isThrownBy(() -> holds.lift(Promotions.STAGING, "why"));
            }
        }
        try (ACLContext context = ACL.as2(User.getById("mia", true).impersonate2())) {
            EnvironmentHolds.at(team).hold(Promotions.STAGING, "stock is counted");
            assertThatExceptionOfType(AccessDeniedException3.class)
                    .isThrownBy(() -> EnvironmentHolds.at(null).hold(Promotions.STAGING, "why"));
        }
        assertThat(EnvironmentHolds.at(team)
                        .hold(Promotions.STAGING)
                        .orElseThrow()
                        .by()
                        .id())
                .isEqualTo("mia");
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, PromotionPermissions.MANAGE)
                .everywhere()
                .toEveryone());
        try (ACLContext context = ACL.as2(Jenkins.ANONYMOUS2)) {
            assertThatExceptionOfType(NotPossibleException.class)
                    .isThrownBy(() -> EnvironmentHolds.at(null).hold(Promotions.STAGING, "why"));
        }
        assertThat(EnvironmentHolds.at(null).state(Promotions.STAGING).version())
                .isZero();
    }

    @Test
    void aRecordOfHoldsThatNobodyCanReadLetsNothingStart() throws Exception {
        EnvironmentHolds.at(team).hold(Promotions.STAGING, "stock is counted");
        EnvironmentHolds.at(team).lift(Promotions.STAGING, "it is counted");
        Path record = team.getRootDir().toPath().resolve("promotions/holds/staging.jsonl");
        Files.writeString(record, Files.readString(record).replace("stock is counted", "stock was counted"));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, inside);
        jenkins.assertLogContains("was altered", run);
        jenkins.assertLogNotContains("live", run);
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> EnvironmentHolds.at(team).hold(Promotions.STAGING));
        jenkins.buildAndAssertSuccess(outside);
    }

    @Test
    void aHoldMovesWithItsFolder() throws Exception {
        EnvironmentHolds.at(team).hold(Promotions.STAGING, "stock is counted");
        team.renameTo("crew");
        WorkflowRun held = promotions.start(inside);
        jenkins.waitForMessage("[why] Hold: staging is held for everything in the folder crew by SYSTEM", held);

        EnvironmentHolds.at(team).lift(Promotions.STAGING, "it is counted");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(held));
    }

    @Test
    void aQuarantineIsRefusedInEveryOtherSlotUntilItIsLifted() throws Exception {
        outside.setDefinition(promotions.script("promoteTo(environment: 'staging', version: '1.0') { echo 'live' }"));
        jenkins.buildAndAssertSuccess(outside);
        Release release =
                Promotions.slot(outside, "staging").live().orElseThrow().release();
        decisions(outside).quarantine(Promotions.STAGING, release, "it loses orders");

        outside.setDefinition(
                promotions.script("promoteTo(environment: 'development', version: '1.0') { echo 'live' }"));
        WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, outside);
        jenkins.assertLogContains("1.0 is in quarantine, set in staging by SYSTEM at ", refused);
        jenkins.assertLogContains(": it loses orders.", refused);
        Forecast forecast =
                Promotions.slots(outside).forecast(EnvironmentName.of("development"), release, PRIYA, Instant.now());
        assertThat(forecast.passes()).isFalse();

        decisions(outside).liftQuarantine(Promotions.STAGING, release.identity(), "it was the proxy");
        jenkins.buildAndAssertSuccess(outside);
        assertThat(Promotions.slots(outside)
                        .forecast(EnvironmentName.of("development"), release, PRIYA, Instant.now())
                        .passes())
                .isTrue();
    }

    @Test
    void aQuarantineEndsWhatWaitsWithThatRelease() throws Exception {
        outside.setDefinition(promotions.script("""
                promoteTo(environment: 'staging', version: '1.0') { echo 'live' }
                promoteTo(environment: 'production', version: '1.0') { echo 'live' }
                """));
        WorkflowRun waiting = promotions.start(outside);
        promotions.awaitWaiting(waiting);
        Release release =
                Promotions.slot(outside, "staging").live().orElseThrow().release();
        assertThat(Promotions.slots(outside)
                        .forecast(Promotions.promotion(outside, "production-1").id(), Instant.now())
                        .leftToPeople())
                .extracting(finding -> finding.rule())
                .containsExactly("Approvals");

        decisions(outside).quarantine(Promotions.STAGING, release, "it loses orders");

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(waiting));
        Promotions.assertOutcomes(outside, "production", "1.0 REFUSED");
    }
}
