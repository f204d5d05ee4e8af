package io.jenkins.plugins.promotion.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Failure;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.EnvironmentHolds;
import io.jenkins.plugins.promotion.steps.Promotions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is left of a job's promotions when it is deleted. */
@WithJenkins
class LedgerArchiveTest {
    private static final EnvironmentName STAGING = EnvironmentName.of("staging");

    private JenkinsRule jenkins;
    private Promotions promotions;

    @BeforeEach
    void use(JenkinsRule rule) {
        jenkins = rule;
        promotions = new Promotions(rule);
    }

    @Test
    void theLedgersOfADeletedJobAreKeptWithANote() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'x' }");
        jenkins.buildAndAssertSuccess(shop);
        byte[] ledger = Files.readAllBytes(shop.getRootDir().toPath().resolve("promotions/staging.jsonl"));
        Files.writeString(shop.getRootDir().toPath().resolve("promotions/staging.jsonl.torn-1"), "{\"seq\":");
        User.getById("roland", true).setFullName("Roland D");
        try (ACLContext as = ACL.as2(User.getById("roland", true).impersonate2())) {
            shop.delete();
        }

        Path kept = archived().get(0);
        assertThat(archived()).hasSize(1);
        assertThat(kept.getFileName().toString()).endsWith("-shop");
        assertThat(Files.readAllBytes(kept.resolve("staging.jsonl"))).isEqualTo(ledger);
        JsonNode note = note(kept);
        assertThat(note.path("item").asText()).isEqualTo("shop");
        assertThat(note.path("by").path("id").asText()).isEqualTo("roland");
        assertThat(note.path("by").path("name").asText()).isEqualTo("Roland D");
        assertThat(note.path("deletedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(note.path("files")).hasToString("[\"staging.jsonl\",\"staging.jsonl.torn-1\"]");
        assertThat(kept.resolve("staging.jsonl.torn-1")).hasContent("{\"seq\":");
        assertThat(new FileLedger(kept.resolve("staging.jsonl"), STAGING)
                        .state()
                        .ended())
                .extracting(promotion -> promotion.outcome())
                .containsExactly(Outcome.VERIFIED);
    }

    @Test
    void aSecondJobOfTheNameHasAnArchiveOfItsOwn() throws Exception {
        for (int i = 0; i < 2; i++) {
            WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'x' }");
            jenkins.buildAndAssertSuccess(shop);
            shop.delete();
        }

        assertThat(archived())
                .hasSize(2)
                .allSatisfy(one -> assertThat(new FileLedger(one.resolve("staging.jsonl"), STAGING)
                                .state()
                                .ended())
                        .hasSize(1));
    }

    @Test
    void aJobWithoutPromotionsLeavesNothing() throws Exception {
        promotions.pipeline("shop", "echo 'x'").delete();

        assertThat(LedgerArchive.directory()).doesNotExist();
    }

    @Test
    void allThatIsInAFolderIsKeptOnceEach() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        Folder inner = team.createProject(Folder.class, "inner");
        WorkflowJob shop = inner.createProject(WorkflowJob.class, "shop");
        shop.setDefinition(promotions.script("promoteTo('staging') { echo 'x' }"));
        WorkflowJob bank = team.createProject(WorkflowJob.class, "bank");
        bank.setDefinition(
                promotions.script(
                        "promoteTo(environment: 'staging', application: 'Ledger') { echo 'x' }\npromoteTo('staging') { echo 'y' }"));
        jenkins.buildAndAssertSuccess(shop);
        jenkins.buildAndAssertSuccess(bank);
        EnvironmentHolds.at(team).hold(STAGING, "stock is counted");

        team.delete();

        assertThat(archived()).hasSize(3);
        assertThat(archived())
                .extracting(one -> note(one).path("item").asText())
                .containsExactlyInAnyOrder("team", "team/inner/shop", "team/bank");
        Path ofTeam = archived().stream()
                .filter(one -> note(one).path("item").asText().equals("team"))
                .findFirst()
                .orElseThrow();
        assertThat(new FileLedger(ofTeam.resolve("applications/ledger/staging.jsonl"), STAGING)
                        .state()
                        .ended())
                .hasSize(1);
        assertThat(new FileLedger(ofTeam.resolve("holds/staging.jsonl"), STAGING)
                        .state()
                        .hold())
                .isPresent();
    }

    @Test
    void whatTheDeletionAbortsIsStillRecordedInTheArchive() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('production') { echo 'x' }");
        jenkins.buildAndAssertStatus(Result.FAILURE, shop);
        shop.setDefinition(promotions.script("promoteTo('staging') { echo 'beg' + 'un'; sleep 600 }"));
        WorkflowRun run = promotions.start(shop);
        jenkins.waitForMessage("begun", run);

        shop.delete();

        SlotState state = new FileLedger(archived().get(0).resolve("staging.jsonl"), STAGING).state();
        assertThat(state.open()).isEmpty();
        assertThat(state.ended()).hasSize(1);
        assertThat(archived()).hasSize(1);
    }

    @Test
    void aCopyThatFailsVetoesTheDeletionAndLeavesNothingBehind() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        WorkflowJob shop = team.createProject(WorkflowJob.class, "shop");
        shop.setDefinition(promotions.script("promoteTo('staging') { echo 'x' }"));
        jenkins.buildAndAssertSuccess(shop);
        Files.createDirectories(LedgerArchive.directory().getParent());
        Files.writeString(LedgerArchive.directory(), "in the way");

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(team::delete)
                .withMessageStartingWith("team is not deleted, because its record of promotions cannot be kept: ");
        assertThat(jenkins.jenkins.getItemByFullName("team/shop")).isSameAs(shop);
        assertThat(shop.getRootDir().toPath().resolve("promotions/staging.jsonl"))
                .exists();

        Files.delete(LedgerArchive.directory());
        team.delete();
        assertThat(archived()).hasSize(1);
    }

    @Test
    void aNoteOfWhatIsUnderWayThatVanishesMeanwhileIsNoReasonToRefuse() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'x' }");
        jenkins.buildAndAssertSuccess(shop);
        SlotFile note = new SlotFile(SlotFile.Purpose.TAG, Application.of(shop), STAGING);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                note.announce();
                note.delete();
            }
        });
        try {
            for (int i = 0; i < 300; i++) {
                LedgerArchive.get().onCheckDelete(shop);
            }
        } finally {
            enough.set(true);
        }
        others.join();

        assertThat(archived())
                .allSatisfy(one -> assertThat(note(one).path("files")).hasToString("[\"staging.jsonl\"]"));
    }

    @Test
    void aDeletionThatSomebodyElseForbadeIsArchivedAnewTheNextTime() throws Exception {
        WorkflowJob shop = promotions.pipeline("shop", "promoteTo('staging') { echo 'x' }");
        jenkins.buildAndAssertSuccess(shop);
        LedgerArchive.get().onCheckDelete(shop);
        jenkins.buildAndAssertSuccess(shop);
        shop.delete();

        assertThat(archived())
                .hasSize(2)
                .allSatisfy(one -> assertThat(note(one).has("by")).isTrue());
        assertThat(new FileLedger(archived().get(1).resolve("staging.jsonl"), STAGING)
                        .state()
                        .ended())
                .hasSize(2);
    }

    private static List<Path> archived() throws IOException {
        try (Stream<Path> all = Files.list(LedgerArchive.directory())) {
            return all.sorted().toList();
        }
    }

    private static JsonNode note(Path archived) {
        try {
            return new ObjectMapper().readTree(archived.resolve("deleted.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
