package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.ledger.GoldenEvents.id;
import static io.jenkins.plugins.promotion.engine.ledger.GoldenEvents.requested;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.TagEvent;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import java.util.List;

/** Tags that were made, were there, failed, and were never made, as a later part of the life of {@link GoldenEvents}. */
final class GoldenTags {
    private static final String COMMIT = "0f3c9e".repeat(6) + "0f3c";
    private static final String REPOSITORY = "git@git.example:läden/店.git";

    private GoldenTags() {}

    static List<SlotEvent> events() {
        return List.of(
                requested(25, Kind.PROMOTION),
                new TagEvent.TagDemanded(id(25), new ReleaseTag("v{version}-läden", REPOSITORY, "git-push")),
                new SlotEvent.DeployStarted(id(25), "0.24", List.of()),
                new TagEvent.TagDemanded(id(25), new ReleaseTag(null, null, null)),
                new TagEvent.TagDemanded(id(25), new ReleaseTag("{promotion}", null, null)),
                new SlotEvent.Ended(id(25), Outcome.VERIFIED, null, null, null),
                new TagEvent.TagIntended(id(25), 1, "v0.25-läden", REPOSITORY, COMMIT),
                new TagEvent.TagEnded(id(25), 1, TagOutcome.MADE, null),
                new TagEvent.TagIntended(id(25), 2, "shop-production-0.25", REPOSITORY, COMMIT),
                new TagEvent.TagEnded(id(25), 2, TagOutcome.THERE, null),
                new TagEvent.TagEnded(id(25), 3, TagOutcome.FAILED, "Nicht zu machen: ✗"),
                requested(26, Kind.PROMOTION),
                new TagEvent.TagDemanded(id(26), new ReleaseTag("{build}", null, null)),
                new SlotEvent.Ended(id(26), Outcome.ABORTED, null, null, null),
                new TagEvent.TagRetried(id(25), 3, new Principal("ines", "Ines Köhler")),
                new TagEvent.TagIntended(id(25), 3, "production-25", REPOSITORY, COMMIT),
                new TagEvent.TagEnded(id(25), 3, TagOutcome.MADE, null));
    }
}
