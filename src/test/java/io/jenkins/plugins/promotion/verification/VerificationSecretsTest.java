package io.jenkins.plugins.promotion.verification;

import static io.jenkins.plugins.promotion.steps.Promotions.assertOutcomes;
import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.HealthDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.gate.Gates;
import io.jenkins.plugins.promotion.gate.WebService;
import io.jenkins.plugins.promotion.health.HttpHealthCheck;
import io.jenkins.plugins.promotion.metrics.SecretSearch;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an environment looks at with a secret, which is that of the job's own folder. */
@WithJenkins
class VerificationSecretsTest {
    private static final String TOKEN = "t0ken-of-the-team";

    @Test
    void theSecretOfTheFolderIsUsedInsideOfItAndFoundNowhereElse(JenkinsRule jenkins) throws Exception {
        try (WebService service = new WebService().status("/shop", 200)) {
            Gates.allowLoopback();
            HttpHealthCheck page = new HttpHealthCheck(service.url("/shop"));
            page.setName("shop");
            page.setCredentialsId("monitor");
            HealthDefinition health = new HealthDefinition(List.of(page));
            health.setInterval("1s");
            health.setSuccessThreshold(1);
            health.setErrorLimit(1);
            EnvironmentDefinition staging = new EnvironmentDefinition("staging");
            staging.setHealth(health);
            PromotionGlobalConfiguration.get().setEnvironments(List.of(staging));
            Folder team = jenkins.createProject(Folder.class, "team");
            store(jenkins, team)
                    .addCredentials(
                            Domain.global(),
                            new StringCredentialsImpl(
                                    CredentialsScope.GLOBAL, "monitor", "", Secret.fromString(TOKEN)));
            String script = "promoteTo('staging') { echo 'deployed' }";

            WorkflowJob inside = team.createProject(WorkflowJob.class, "shop");
            inside.setDefinition(new CpsFlowDefinition(script, true));
            WorkflowRun run = jenkins.buildAndAssertSuccess(inside);

            assertOutcomes(inside, "staging", "1 VERIFIED");
            assertThat(service.authorizations()).containsOnly("Bearer " + TOKEN);
            SecretSearch.assertNowhere(jenkins, run, TOKEN);

            long asked = service.asked("/shop");
            WorkflowJob outside = jenkins.createProject(WorkflowJob.class, "other");
            outside.setDefinition(new CpsFlowDefinition(script, true));
            jenkins.assertBuildStatus(Result.FAILURE, outside.scheduleBuild2(0).get());

            assertThat(promotion(outside, "staging-1")
                            .gate("environment")
                            .orElseThrow()
                            .end()
                            .checks()
                            .get(0)
                            .reason())
                    .contains("There are no credentials 'monitor' that may be used here.");
            assertThat(service.asked("/shop")).as("nothing is sent without it").isEqualTo(asked);
        }
    }

    private static CredentialsStore store(JenkinsRule jenkins, Folder folder) {
        for (CredentialsStore each : CredentialsProvider.lookupStores(folder)) {
            if (each.getContext() == folder) {
                return each;
            }
        }
        throw new AssertionError("a folder has a store of credentials");
    }
}
