package io.jenkins.plugins.promotion.cli;

import static io.jenkins.plugins.promotion.steps.Promotions.slot;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.promotion.steps.Promotions;
import io.jenkins.plugins.promotion.view.Readers;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Rolling back and promoting again by command. */
@WithJenkins
class RollBackCommandTest {
    private JenkinsRule jenkins;
    private Cli cli;
    private WorkflowJob shop;

    @BeforeEach
    void use(JenkinsRule rule) throws Exception {
        jenkins = rule;
        new Readers(rule);
        jenkins.jenkins.setAuthorizationStrategy(
                Readers.strategy().grant(Item.BUILD).everywhere().to("jonas"));
        cli = new Cli(rule);
        Promotions promotions = new Promotions(rule);
        for (String version : new String[] {"1.0", "1.1"}) {
            shop = promotions.pipeline(
                    "shop", "promoteTo(environment: 'staging', version: '" + version + "') { echo 'x' }");
            jenkins.buildAndAssertSuccess(shop);
        }
    }

    @Test
    void startsABuildThatRollsBack() throws Exception {
        Cli.Answer answer = cli.run("roland", "roll-back", "shop", "staging", "--reason", "orders are lost");

        assertThat(answer.out()).isEqualTo("A build of shop rolls staging back to 1.0 (staging-1).\n");
        jenkins.waitUntilNoActivity();
        assertThat(slot(shop, "staging").live().orElseThrow().release().version())
                .isEqualTo("1.0");
    }

    @Test
    void refusesWithCodesOfItsOwn() {
        assertThat(cli.run("jonas", "roll-back", "shop", "staging", "--reason", "x")
                        .code())
                .isEqualTo(6);
        Cli.Answer current = cli.run("roland", "roll-back", "shop", "staging", "--to", "1.1", "--reason", "x");
        assertThat(current.code()).isEqualTo(4);
        assertThat(current.err()).contains("1.1 is the release that a rollback would leave. Safe to come back to: 1.0");
        assertThat(cli.run("roland", "roll-back", "shop", "stging", "--reason", "x")
                        .code())
                .isEqualTo(3);
        assertThat(cli.run("roland", "roll-back", "shop", "staging").code()).isEqualTo(2);
    }

    @Test
    void startsABuildThatPromotesAReleaseOfTheHistory() throws Exception {
        Cli.Answer answer = cli.run("jonas", "promote-release", "shop", "staging", "staging-2", "--notes", "again");

        assertThat(answer.out()).isEqualTo("A build of shop asks to bring 1.1 (staging-2) into staging.\n");
        jenkins.waitUntilNoActivity();
        assertThat(slot(shop, "staging").ended()).hasSize(3);
        assertThat(slot(shop, "staging").ended().get(2).requested().notes()).isEqualTo("again");
        assertThat(cli.run("jonas", "promote-release", "shop", "staging", "staging-77")
                        .code())
                .isEqualTo(4);
    }
}
