package io.jenkins.plugins.promotion.load;

import io.jenkins.plugins.promotion.engine.ledger.FileLedger;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Ledgers such as years of work leave behind: every promotion was approved and verified, four records each. */
final class LedgerOfManyPromotions {
    private static final Instant FIRST_BUILD = Instant.parse("2020-01-01T00:00:00Z");

    private LedgerOfManyPromotions() {}

    static void write(Path path, String job, EnvironmentName environment, int promotions) throws Exception {
        List<SlotEvent> events = new ArrayList<>();
        for (int number = 1; number <= promotions; number++) {
            PromotionId id = new PromotionId(environment, number);
            Release release = new Release(
                    "2." + number,
                    List.of(),
                    String.format("%040x", number),
                    new BuildRef(job, number),
                    FIRST_BUILD.plusSeconds(3_600L * number));
            events.add(new SlotEvent.Requested(
                    id,
                    Kind.PROMOTION,
                    release,
                    Principal.of("priya"),
                    OnFailure.ROLLBACK,
                    null,
                    "as agreed on Monday",
                    "SHOP-" + number));
            events.add(new SlotEvent.Voted(
                    id, Principal.of("amal"), "Approvals", "1", release.identity(), Decision.APPROVE, "looks good"));
            events.add(new SlotEvent.DeployStarted(
                    id,
                    number == 1 ? null : "2." + (number - 1),
                    List.of(
                            "Order: Verified in staging, same version 2." + number + ".",
                            "Approvals: 1 of 1.",
                            "Slot: Free.")));
            events.add(new SlotEvent.Ended(id, Outcome.VERIFIED, null, null, null));
        }
        new FileLedger(path, environment).append(0, events, FIRST_BUILD);
    }
}
