package io.jenkins.plugins.promotion.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.security.Permission;
import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.HotfixDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.store.Application;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may decide what, role by role, and what becomes of it. */
@WithJenkins
class DecisionsTest {
    private static final EnvironmentName GUARDED = EnvironmentName.of("guarded");
    private static final PromotionId WAITING = new PromotionId(GUARDED, 1);
    private static final List<Permission> ALL = List.of(
            Item.BUILD,
            PromotionPermissions.APPROVE,
            PromotionPermissions.OVERRIDE,
            PromotionPermissions.ROLLBACK,
            PromotionPermissions.MANAGE);

    private JenkinsRule jenkins;
    private Promotions promotions;

    /** Everything that can be decided, and the permission that it takes. */
    enum Deed {
        VOTE(PromotionPermissions.APPROVE) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.vote(WAITING, null, Decision.APPROVE, "fine");
            }
        },
        WITHDRAW(PromotionPermissions.APPROVE) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.withdraw(WAITING, null);
            }
        },
        TICK(PromotionPermissions.APPROVE) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.tick(WAITING, null, "Backup", true);
            }
        },
        OVERRIDE(PromotionPermissions.OVERRIDE) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.override(WAITING, "Checklist of the build", "there is nothing to back up");
            }
        },
        HOTFIX(PromotionPermissions.OVERRIDE) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.declareHotfix(WAITING, "payments are down");
            }
        },
        HOLD(PromotionPermissions.ROLLBACK) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.hold(GUARDED, "stock is counted");
            }
        },
        LIFT_HOLD(PromotionPermissions.ROLLBACK) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.liftHold(GUARDED, "it is counted");
            }
        },
        QUARANTINE(PromotionPermissions.ROLLBACK) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.quarantine(EnvironmentName.of("qa"), release, "it loses orders");
            }
        },
        LIFT_QUARANTINE(PromotionPermissions.ROLLBACK) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.liftQuarantine(EnvironmentName.of("qa"), release.identity(), "it was the proxy");
            }
        },
        ACKNOWLEDGE(PromotionPermissions.ROLLBACK) {
            @Override
            SlotState act(Decisions decisions, Release release) {
                return decisions.acknowledge(PromotionId.parse("qa-1"), Found.CANDIDATE, "seen");
            }
        };

        private final Permission permission;

        Deed(Permission permission) {
            this.permission = permission;
        }

        abstract SlotState act(Decisions decisions, Release release);

        /** What has to have happened before. */
        Stream<Deed> before() {
            return switch (this) {
                case WITHDRAW -> Stream.of(VOTE);
                case LIFT_HOLD -> Stream.of(HOLD);
                case LIFT_QUARANTINE -> Stream.of(QUARANTINE);
                default -> Stream.of();
            };
        }
    }

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        ApprovalDefinition approvals = new ApprovalDefinition();
        approvals.setCount(2);
        guarded.setApprovals(List.of(approvals));
        guarded.setHotfix(new HotfixDefinition(1));
        configure(guarded);
    }

    private static void configure(EnvironmentDefinition guarded) {
        PromotionGlobalConfiguration.get()
                .setEnvironments(
                        List.of(new EnvironmentDefinition("staging"), new EnvironmentDefinition("qa"), guarded));
    }

    private WorkflowRun waiting() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", """
                promoteTo('staging') { echo 'x' }
                promoteTo(environment: 'guarded', checklist: ['Backup']) { echo 'live' }
                """);
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);
        return run;
    }

    /** A deployment to qa of which nobody knows how it ended. */
    private static Release unknown(WorkflowJob job) {
        Release release = new Release("0.9", List.of(), null, new BuildRef("gone", 1), Instant.EPOCH);
        Promotions.slots(job)
                .handle(
                        EnvironmentName.of("qa"),
                        new Command.Request(
                                Kind.PROMOTION, release, Principal.AUTOMATIC, OnFailure.LEAVE, null, null, null));
        Promotions.slots(job)
                .handle(EnvironmentName.of("qa"), new Command.BuildGone(PromotionId.parse("qa-1"), "killed"));
        return release;
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getById(user, true).impersonate2());
    }

    /** Gives one person all permissions but one, and others that one alone; everybody may read. */
    private void roles(Permission needed) {
        List<Permission> others = new ArrayList<>(ALL);
        others.remove(needed);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "others", "holder", "anonymous")
                .grant(others.toArray(new Permission[0]))
                .everywhere()
                .to("others")
                .grant(needed)
                .everywhere()
                .to("holder"));
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void eachDeedTakesItsPermissionAndAPerson(Deed deed) throws Exception {
        WorkflowRun run = waiting();
        WorkflowJob shop = run.getParent();
        Release release = unknown(shop);
        Application application = Application.of(shop, null);
        roles(deed.permission);
        try (ACLContext holder = as("holder")) {
            deed.before().forEach(before -> before.act(Decisions.of(application, shop), release));
        }
        List<Long> before = versions(shop);

        for (String user : new String[] {"reader", "others"}) {
            try (ACLContext context = as(user)) {
                assertThatExceptionOfType(AccessDeniedException3.class)
                        .as(user)
                        .isThrownBy(() -> deed.act(Decisions.of(application, shop), release));
                assertThat(Decisions.of(application, shop).may(deed.permission)).isFalse();
            }
        }
        try (ACLContext context = ACL.as2(Jenkins.ANONYMOUS2)) {
            assertThatExceptionOfType(AccessDeniedException3.class)
                    .isThrownBy(() -> deed.act(Decisions.of(application, shop), release));
        }
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, deed.permission)
                .everywhere()
                .toEveryone());
        try (ACLContext context = ACL.as2(Jenkins.ANONYMOUS2)) {
            assertThatExceptionOfType(NotPossibleException.class)
                    .as("a permission that was given to anonymous")
                    .isThrownBy(() -> deed.act(Decisions.of(application, shop), release))
                    .withMessage("Log in first: what is decided is recorded under a name.");
            assertThat(Decisions.of(application, shop).may(deed.permission)).isFalse();
        }
        assertThat(versions(shop)).as("nothing was recorded").isEqualTo(before);

        roles(deed.permission);
        try (ACLContext context = as("holder")) {
            assertThat(Decisions.of(application, shop).may(deed.permission)).isTrue();
            deed.act(Decisions.of(application, shop), release);
        }
        assertThat(versions(shop)).isNotEqualTo(before);
        run.doKill();
        jenkins.waitForCompletion(run);
    }

    private static List<Long> versions(WorkflowJob job) {
        return Stream.of("staging", "qa", "guarded")
                .map(name -> Promotions.slot(job, name).version())
                .toList();
    }

    @Test
    void thePermissionIsNeededOnTheOwnerOfTheApplicationToo() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        WorkflowJob shop = team.createProject(WorkflowJob.class, "shop");
        shop.setDefinition(promotions.script("promoteTo(environment: 'guarded', application: 'web') { echo 'live' }"));
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("ofJob", "ofFolder")
                .grant(PromotionPermissions.APPROVE)
                .onItems(shop)
                .to("ofJob")
                .grant(PromotionPermissions.APPROVE)
                .onFolders(team)
                .to("ofFolder"));
        Decisions decisions = Decisions.of(Application.of(shop, "web"), shop);

        try (ACLContext context = as("ofJob")) {
            assertThatExceptionOfType(AccessDeniedException3.class)
                    .isThrownBy(() -> decisions.vote(WAITING, null, Decision.APPROVE, null));
        }
        try (ACLContext context = as("ofFolder")) {
            assertThat(decisions
                            .vote(WAITING, null, Decision.APPROVE, null)
                            .open()
                            .get(0)
                            .votes())
                    .hasSize(1);
        }
        run.doKill();
        jenkins.waitForCompletion(run);
    }

    @Test
    void whoeverTheHotfixNamesNeedsNoMoreThanToBuild() throws Exception {
        HotfixDefinition hotfix = new HotfixDefinition(0);
        hotfix.setUsers(List.of("kim"));
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        guarded.setApprovals(List.of(new ApprovalDefinition()));
        guarded.setHotfix(hotfix);
        configure(guarded);
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('guarded') { echo 'live' }");
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);
        roles(Item.BUILD);
        Decisions decisions = Decisions.of(Application.of(shop, null), shop);

        try (ACLContext context = as("others")) {
            assertThat(decisions.mayDeclareHotfix(GUARDED)).isFalse();
            assertThatExceptionOfType(AccessDeniedException3.class)
                    .isThrownBy(() -> decisions.declareHotfix(WAITING, "payments are down"));
        }
        try (ACLContext context = as("holder")) {
            assertThatExceptionOfType(NotPossibleException.class)
                    .isThrownBy(() -> decisions.declareHotfix(WAITING, "payments are down"))
                    .withMessage("You may not declare an emergency hotfix in guarded: only kim may.");
        }
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("kim"));
        try (ACLContext context = as("kim")) {
            decisions.declareHotfix(WAITING, "payments are down");
        }
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(Promotions.promotion(shop, "guarded-1").hotfix().reason()).isEqualTo("payments are down");
    }

    @Test
    void holdersOfAPermissionThatARuleNamesMayVote() throws Exception {
        ApprovalDefinition releasers = new ApprovalDefinition();
        releasers.setPermission("Promotion/Rollback");
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        guarded.setApprovals(List.of(releasers));
        configure(guarded);
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('guarded') { echo 'live' }");
        WorkflowRun run = promotions.start(shop);
        promotions.awaitWaiting(run);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, PromotionPermissions.APPROVE)
                .everywhere()
                .to("priya", "roland", "other")
                .grant(PromotionPermissions.ROLLBACK)
                .onItems(shop)
                .to("roland"));
        Decisions decisions = Decisions.of(Application.of(shop, null), shop);

        try (ACLContext context = as("priya")) {
            assertThat(decisions.voter(GUARDED).permissions()).isEmpty();
            assertThatExceptionOfType(NotPossibleException.class)
                    .isThrownBy(() -> decisions.vote(WAITING, null, Decision.APPROVE, null))
                    .withMessageContaining("only holders of Promotion/Rollback may");
        }
        try (ACLContext context = as("roland")) {
            assertThat(decisions.voter(GUARDED).permissions()).containsExactly("Promotion/Rollback");
            decisions.vote(WAITING, null, Decision.APPROVE, null);
        }
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void anEnvironmentThatNobodyDefinedIsRefusedWithTheNearestName() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "echo 'x'");

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> Decisions.of(Application.of(shop, null), shop)
                        .hold(EnvironmentName.of("garded"), "stock is counted"))
                .withMessageContaining("did you mean 'guarded'?");
        assertThat(Application.of(shop, null).directory()).doesNotExist();
    }

    @Test
    void onlyAReleaseThatWasAskedForIsQuarantinedThere() throws Exception {
        WorkflowRun run = waiting();
        WorkflowJob shop = run.getParent();
        Release release = Promotions.promotion(shop, "guarded-1").release();
        Decisions decisions = Decisions.of(Application.of(shop, null), shop);

        assertThatExceptionOfType(NotPossibleException.class)
                .isThrownBy(() -> decisions.quarantine(EnvironmentName.of("qa"), release, "it loses orders"))
                .withMessage("1 was never asked for in qa.");
        run.doKill();
        jenkins.waitForCompletion(run);
    }
}
