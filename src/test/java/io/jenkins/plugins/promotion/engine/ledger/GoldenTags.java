package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.ledger.GoldenEvents.OPS;
import static io.jenkins.plugins.promotion.engine.ledger.GoldenEvents.id;
import static io.jenkins.plugins.promotion.engine.ledger.GoldenEvents.requested;

import io.jenkins.plugins.promotion.engine.model.ReleaseTag;
import io.jenkins.plugins.promotion.engine.slot.Found;
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
                new SlotEvent.Acknowledged(id(16), OPS, Found.PREVIOUS, "gesehen"),
                requested(22, Kind.PROMOTION),
                new TagEvent.TagDemanded(id(22), new ReleaseTag("v{version}-läden", REPOSITORY, "git-push")),
                new SlotEvent.DeployStarted(id(22), "0.15", List.of()),
                new TagEvent.TagDemanded(id(22), new ReleaseTag(null, null, null)),
                new TagEvent.TagDemanded(id(22), new ReleaseTag("{promotion}", null, null)),
                new SlotEvent.Ended(id(22), Outcome.VERIFIED, null, null, null),
                new TagEvent.TagIntended(id(22), 1, "v0.22-läden", REPOSITORY, COMMIT),
                new TagEvent.TagEnded(id(22), 1, TagOutcome.MADE, null),
                new TagEvent.TagIntended(id(22), 2, "shop-production-0.22", REPOSITORY, COMMIT),
                new TagEvent.TagEnded(id(22), 2, TagOutcome.THERE, null),
                new TagEvent.TagEnded(id(22), 3, TagOutcome.FAILED, "Nicht zu machen: ✗"),
                requested(23, Kind.PROMOTION),
                new TagEvent.TagDemanded(id(23), new ReleaseTag("{build}", null, null)),
                new SlotEvent.Ended(id(23), Outcome.ABORTED, null, null, null));
    }
}
