package io.jenkins.plugins.promotion.rollout;

import static io.jenkins.plugins.promotion.steps.Promotions.promotion;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.rollout.RolloutCommand;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.RolloutWeight;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Rollouts of builds, and what the ledger and the target say of them. */
public final class Rollouts {
    private static final Pattern SET = Pattern.compile("(?m)^weight (\\S+)$");

    private Rollouts() {}

    /** A rollout to staging whose body tells which weight it sets, after whatever {@code before} does. */
    public static String toStaging(String parameters, String before) {
        return """
                promoteTo(environment: 'staging', onFailure: 'rollback') {
                  canaryRollout(%s) {
                    %s
                    echo "weight $CANARY_WEIGHT:$CANARY_PHASE:$PROMOTION_MODE:$PROMOTION_VERSION"
                  }
                }
                """.formatted(parameters, before);
    }

    /** Starts the first build of a Pipeline. */
    public static WorkflowRun started(JenkinsRule jenkins, String script) throws Exception {
        return new Promotions(jenkins)
                .pipeline("shop", script)
                .scheduleBuild2(0)
                .waitForStart();
    }

    /** The same build, after a restart. */
    public static WorkflowRun resumed(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(1);
    }

    /** The last rollout of a promotion. */
    public static RolloutRecord rollout(Job<?, ?> job, String id) {
        List<RolloutRecord> all = promotion(job, id).rollouts();
        assertThat(all).isNotEmpty();
        return all.get(all.size() - 1);
    }

    /** The weights that the record has. */
    public static List<Integer> weights(Job<?, ?> job, String id) {
        return rollout(job, id).weights().stream().map(RolloutWeight::weight).toList();
    }

    /** What the target was told, as {@code weight:phase:mode:version}. */
    public static List<String> told(Run<?, ?> run) throws IOException {
        return SET.matcher(JenkinsRule.getLog(run))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Lets a person act on the rollout that is under way. */
    public static void act(Job<?, ?> job, String id, Act act) {
        PromotionId wanted = PromotionId.parse(id);
        Principal by = Principal.of("roland");
        Promotions.slots(job)
                .handle(
                        wanted.environment(),
                        switch (act) {
                            case PAUSE -> new RolloutCommand.Pause(wanted, null, by, "lunch");
                            case RESUME -> new RolloutCommand.Resume(wanted, null, by, "back again");
                            case SKIP -> new RolloutCommand.Skip(wanted, null, by, "known to be good");
                            case BACK -> new RolloutCommand.Back(wanted, null, by, "customers call");
                        });
    }

    /** What a person may do. */
    public enum Act {
        PAUSE,
        RESUME,
        SKIP,
        BACK
    }
}
