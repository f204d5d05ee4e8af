package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.health;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.health.Verdict;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.HealthDemand;
import io.jenkins.plugins.promotion.engine.policy.Tightening;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.TagEvent;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tags are wanted before a promotion is over, made when it is verified, and change nothing of it. */
class TaggingTest {
    private static final ReleaseTag TAG = new ReleaseTag(null, null, "git");
    private static final ReleaseTag OTHER = new ReleaseTag("v{version}", "https://git.example/shop.git", null);

    private final Application application = new Application(tagged(null));

    @Test
    void whatTheEnvironmentAsksForIsDueWithTheEndOfThePromotion() {
        PromotionId id = application.request(PRODUCTION, release(1));
        assertThat(due()).isEmpty();

        assertThat(application.succeeds(id))
                .as("the intent stands before the end")
                .extracting(SlotEvent::getClass)
                .isEqualTo(List.of(TagEvent.TagDemanded.class, SlotEvent.Ended.class));

        assertThat(due()).containsExactly(new TagRecord(id, 1, TAG, null, null, null, null, null, null));
    }

    @Test
    void withHealthChecksItIsDueOnceTheyHavePassed() {
        application.configure(tagged(health()));
        PromotionId id = application.request(PRODUCTION, release(1));
        application.succeeds(id);
        assertThat(due()).isEmpty();

        application.checksEnd(id, Verdict.PASS);

        assertThat(due()).hasSize(1);
        assertThat(application.promotion(id).outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void aBuildCanAskForMoreAndForTheSameOnce() {
        PromotionId id = application.request(PRODUCTION, release(1));
        assertThat(application.handle(PRODUCTION, new Command.DemandTag(id, OTHER)))
                .hasSize(1);
        assertThat(application.handle(PRODUCTION, new Command.DemandTag(id, OTHER)))
                .isEmpty();
        assertThat(due()).as("it is not verified yet").isEmpty();

        application.succeeds(id);

        assertThat(due()).extracting(TagRecord::demanded).containsExactly(OTHER, TAG);
        assertThat(application.handle(PRODUCTION, new Command.DemandTag(id, new ReleaseTag("x{build}", null, null))))
                .as("it is over")
                .isEmpty();
    }

    @Test
    void whatFailsGetsNone() {
        verified(1);
        PromotionId id = application.request(PRODUCTION, release(2), OnFailure.LEAVE, null);
        application.handle(PRODUCTION, new Command.DemandTag(id, OTHER));

        application.fails(id);

        assertThat(due()).extracting(TagRecord::id).doesNotContain(id);
        assertThat(application.slot(PRODUCTION).tags(id)).hasSize(1);
        assertThat(application.handle(PRODUCTION, new Command.IntendTag(id, 1, "v2", "r", "c")))
                .isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> application.record(PRODUCTION, List.of(new TagEvent.TagIntended(id, 1, "v2", "r", "c"))))
                .withMessageContaining("is not verified");
    }

    @Test
    void aRollbackGetsNone() {
        PromotionId first = verified(1);
        verified(2);
        int before = due().size();

        PromotionId back =
                application.rollback(PRODUCTION, application.promotion(first).release());
        application.handle(PRODUCTION, new Command.DemandTag(back, OTHER));
        application.succeeds(back);

        assertThat(application.promotion(back).outcome()).isEqualTo(Outcome.VERIFIED);
        assertThat(application.slot(PRODUCTION).tags(back)).isEmpty();
        assertThat(due()).hasSize(before);
    }

    @Test
    void theIntentIsRecordedBeforeTheOutcomeAndEachOnce() {
        PromotionId id = verified(1);
        Command made = new Command.EndTag(id, 1, TagOutcome.MADE, null);
        assertThatIllegalStateException().isThrownBy(() -> application.handle(PRODUCTION, made));

        Command intent = new Command.IntendTag(id, 1, "shop-production-1.1", "https://git.example", "abc");
        assertThat(application.handle(PRODUCTION, intent)).hasSize(1);
        assertThat(application.handle(PRODUCTION, intent)).isEmpty();
        assertThat(due()).as("it is to be tried again after a restart").hasSize(1);
        assertThat(application.handle(PRODUCTION, made)).hasSize(1);
        assertThat(application.handle(PRODUCTION, made)).isEmpty();

        assertThat(due()).isEmpty();
        TagRecord tag = application.slot(PRODUCTION).tags(id).get(0);
        assertThat(tag.intent().name()).isEqualTo("shop-production-1.1");
        assertThat(tag.end().outcome()).isEqualTo(TagOutcome.MADE);
        assertThat(application.promotion(id).outcome()).isEqualTo(Outcome.VERIFIED);
    }

    @Test
    void oneThatCannotBeMadeFailsWithoutAnIntentAndTheReleaseStaysVerified() {
        PromotionId id = verified(1);

        application.handle(PRODUCTION, new Command.EndTag(id, 1, TagOutcome.FAILED, "Nobody knows the commit."));

        assertThat(application.slot(PRODUCTION).tags(id).get(0).end().reason()).isEqualTo("Nobody knows the commit.");
        assertThat(application.slot(PRODUCTION).live().orElseThrow().verified()).isTrue();
    }

    @Test
    void oneThatFailedIsDueOnceMoreWhenSomebodyWantsItTriedAgain() {
        PromotionId id = verified(1);
        Command.RetryTag retry = new Command.RetryTag(id, 1, ADA);
        refused(retry, "has not failed: nobody knows yet what becomes of it.");
        application.handle(PRODUCTION, new Command.IntendTag(id, 1, "v1", "https://git.example", "abc"));
        application.handle(PRODUCTION, new Command.EndTag(id, 1, TagOutcome.FAILED, "Nobody answers."));
        assertThat(due()).isEmpty();
        refused(new Command.RetryTag(id, 2, ADA), "has no tag 2.");

        assertThat(application.handle(PRODUCTION, retry)).containsExactly(new TagEvent.TagRetried(id, 1, ADA));
        refused(retry, "nobody knows yet what becomes of it.");

        assertThat(due()).singleElement().satisfies(tag -> {
            assertThat(tag.demanded()).isEqualTo(TAG);
            assertThat(tag.intent()).as("it gets one of its own").isNull();
            assertThat(tag.retried().by()).isEqualTo(ADA);
        });
        application.handle(PRODUCTION, new Command.IntendTag(id, 1, "v1", "https://git.example", "abc"));
        application.handle(PRODUCTION, new Command.EndTag(id, 1, TagOutcome.MADE, null));
        assertThat(due()).isEmpty();
        assertThat(application.slot(PRODUCTION).tags(id))
                .singleElement()
                .satisfies(tag -> assertThat(tag.end().outcome()).isEqualTo(TagOutcome.MADE));
        refused(retry, "it is there.");
        assertThatIllegalStateException()
                .isThrownBy(() -> application.record(PRODUCTION, List.of(new TagEvent.TagRetried(id, 1, ADA))))
                .withMessageContaining("has not failed");
    }

    private void refused(Command command, String why) {
        assertThatThrownBy(() -> application.handle(PRODUCTION, command))
                .isInstanceOf(NotPossibleException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aFolderCanAddOneButNotChangeIt() {
        Environment none = Environment.open(PRODUCTION);
        assertThat(Tightening.weakenings(none, tagged(null))).isEmpty();
        assertThat(Tightening.weakenings(tagged(null), none)).isEmpty();
        assertThat(Tightening.weakenings(tagged(null), tagged(null))).isEmpty();
        assertThat(Tightening.weakenings(
                        tagged(null), Environment.open(PRODUCTION).with(OTHER)))
                .extracting(Tightening.Weakening::rule)
                .containsExactly("Release tag");
    }

    private PromotionId verified(int release) {
        PromotionId id = application.request(PRODUCTION, release(release));
        application.succeeds(id);
        return id;
    }

    private List<TagRecord> due() {
        return application.slot(PRODUCTION).dueTags();
    }

    private static Environment tagged(HealthDemand health) {
        return Environment.open(PRODUCTION).with(health).with(TAG);
    }
}
