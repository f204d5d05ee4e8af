package io.jenkins.plugins.promotion.tag;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.config.TagDefinition;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

/** Environments that tag releases, and what is on record of that. */
final class Tagged {
    private Tagged() {}

    /** Staging with this tag, and production without rules. */
    static void staging(TagDefinition tag) {
        EnvironmentDefinition staging = new EnvironmentDefinition("staging");
        staging.setTag(tag);
        PromotionGlobalConfiguration.get().setEnvironments(List.of(staging, new EnvironmentDefinition("production")));
    }

    static TagDefinition tag(String name, String credentialsId) {
        TagDefinition tag = new TagDefinition(name);
        tag.setCredentialsId(credentialsId);
        return tag;
    }

    static void credentials(String id, String password) throws Exception {
        credentials(CredentialsScope.GLOBAL, id, password);
    }

    static void credentials(CredentialsScope scope, String id, String password) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(scope, id, null, GitServer.USER, password));
        SystemCredentialsProvider.getInstance().save();
    }

    /** Checks out the branch, with a version of its own, and promotes to staging. */
    static String script(String url, String credentialsId, String more) {
        return """
                node {
                    checkout scmGit(branches: [[name: 'main']], userRemoteConfigs: [[url: '%s'%s]])
                }
                promoteTo(environment: 'staging', version: '2.14.3'%s) { echo 'deployed' }
                """.formatted(url, credentialsId == null ? "" : ", credentialsId: '" + credentialsId + "'", more);
    }

    /** The tags of a promotion, once it is known of each what became of it. */
    static List<TagRecord> ended(WorkflowJob job, String id) throws InterruptedException {
        return ended(job, null, id);
    }

    /** The same of an application with a name of its own. */
    static List<TagRecord> ended(WorkflowJob job, String application, String id) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        PromotionId wanted = PromotionId.parse(id);
        while (true) {
            List<TagRecord> tags = Promotions.slots(job, application)
                    .state(wanted.environment())
                    .tags(wanted);
            if (!tags.isEmpty() && tags.stream().allMatch(tag -> tag.end() != null)) {
                return tags;
            }
            assertThat(System.nanoTime()).as("the tags come to an end: " + tags).isLessThan(end);
            Thread.sleep(50); // nobody tells of it
        }
    }
}
