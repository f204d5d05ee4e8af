package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.ledger.GoldenEvents.OPS;
import static io.jenkins.plugins.promotion.engine.ledger.GoldenEvents.id;
import static io.jenkins.plugins.promotion.engine.ledger.GoldenEvents.plan;
import static io.jenkins.plugins.promotion.engine.ledger.GoldenEvents.requested;

import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnUnwell;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.WatchEvent;
import java.util.List;

/** The part of the golden events that came with the watches over what is live. */
final class GoldenWatches {
    private GoldenWatches() {}

    static List<SlotEvent> events() {
        return List.of(
                new SlotEvent.Acknowledged(id(16), OPS, Found.PREVIOUS, "nachgesehen"),
                requested(22, Kind.PROMOTION),
                new SlotEvent.DeployStarted(id(22), "0.15", null),
                new WatchEvent.WatchStarted(id(22), plan(), OnUnwell.ROLLBACK),
                new SlotEvent.Ended(id(22), Outcome.VERIFIED, null, null, null),
                new WatchEvent.WatchEnded(
                        id(22),
                        "FAIL",
                        "A check was not well 3 times in a row.",
                        List.of(new GateEvidence("läden", "FAIL", "Not well 3 times in a row.", 90, 3, 1)),
                        OnUnwell.ROLLBACK,
                        null),
                new WatchEvent.RollbackTriggered(id(22), "shop ist abgeschaltet"),
                requested(23, Kind.PROMOTION),
                new SlotEvent.DeployStarted(id(23), "0.22", null),
                new WatchEvent.WatchStarted(id(23), plan(), OnUnwell.ASK),
                new SlotEvent.Ended(id(23), Outcome.VERIFIED, null, null, null),
                new WatchEvent.WatchEnded(id(23), "INCONCLUSIVE", null, null, OnUnwell.REPORT, "kein Weg zurück"),
                requested(24, Kind.PROMOTION),
                new SlotEvent.DeployStarted(id(24), "0.23", null),
                new WatchEvent.WatchStarted(id(24), plan(), OnUnwell.REPORT),
                new SlotEvent.Ended(id(24), Outcome.VERIFIED, null, null, null));
    }
}
