package io.jenkins.plugins.promotion.load;

import static io.jenkins.plugins.promotion.steps.Promotions.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.htmlunit.Page;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How long a job with 10,000 promotions is in opening. Not a part of the normal run: {@code -Dtest=HistoryLoad}. */
@WithJenkins
class HistoryLoad {
    private static final int PROMOTIONS = 10_000;

    @Test
    void aLedgerOfTenThousandPromotions(JenkinsRule jenkins) throws Exception {
        Promotions promotions = new Promotions(jenkins);
        WorkflowJob small = promotions.pipeline("small", "echo 'x'");
        LedgerOfManyPromotions.write(Promotions.slots(small).application().ledger(PRODUCTION), "small", PRODUCTION, 20);
        WorkflowJob shop = promotions.pipeline("shop", "echo 'x'");
        Path path = Promotions.slots(shop).application().ledger(PRODUCTION);
        LedgerOfManyPromotions.write(path, "shop", PRODUCTION, PROMOTIONS);
        Measurement.print("size of the ledger", Files.size(path) / 1024 + " KiB");

        page(jenkins, small, "release-history/"); // compiles the views
        page(jenkins, shop, "release-history/");
        page(jenkins, shop, "release-history/api/json");
        page(jenkins, shop, "");

        Measurement file = new Measurement();
        for (int i = 0; i < 9; i++) {
            file.time(() -> new FileLedger(path, PRODUCTION).state());
        }
        Measurement.print("reading the ledger from its file", file);
        Measurement memory = new Measurement();
        for (int i = 0; i < 9; i++) {
            assertThat(memory.time(() -> Promotions.slot(shop, "production")).ended())
                    .hasSize(PROMOTIONS);
        }
        Measurement.print("asking for it again", memory);
    }

    private static void page(JenkinsRule jenkins, WorkflowJob job, String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setThrowExceptionOnFailingStatusCode(false);
            client.getOptions().setJavaScriptEnabled(false);
            client.getOptions().setCssEnabled(false);
            Measurement first = new Measurement();
            Page page = first.time(() -> client.goTo(job.getUrl() + path, null));
            Measurement again = new Measurement();
            for (int i = 0; i < 9; i++) {
                again.time(() -> client.goTo(job.getUrl() + path, null));
            }
            Measurement.print(
                    job.getName() + "/" + path,
                    page.getWebResponse().getStatusCode() + ", "
                            + page.getWebResponse().getContentLength() / 1024 + " KiB, first " + first + ", again "
                            + again);
        }
    }
}
