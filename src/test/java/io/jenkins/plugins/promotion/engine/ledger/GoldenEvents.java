package io.jenkins.plugins.promotion.engine.ledger;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;

import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.MetricCheck;
import io.jenkins.plugins.promotion.engine.health.StatusSet;
import io.jenkins.plugins.promotion.engine.health.TcpCheck;
import io.jenkins.plugins.promotion.engine.health.Threshold;
import io.jenkins.plugins.promotion.engine.model.Artifact;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Declaration;
import io.jenkins.plugins.promotion.engine.slot.Found;
import io.jenkins.plugins.promotion.engine.slot.GateEvent;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.LedgerRecord;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvidence;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutStep;
import io.jenkins.plugins.promotion.engine.slot.RuleOverride;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import io.jenkins.plugins.promotion.engine.slot.StopEvent;
import io.jenkins.plugins.promotion.engine.slot.VerificationEvent.VerificationStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A life of a slot in which each event occurs with all of its components and with none that may be missing. */
final class GoldenEvents {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00.001Z");
    static final Principal ZOE = new Principal("zoë", "Zoë 👩‍💻 Łukasiewicz");
    static final Principal OPS = Principal.of("ops");
    private static final Release FULL = new Release(
            "1.0-β",
            List.of(
                    new Artifact("läden.jar", "a1".repeat(32)),
                    new Artifact("registry.example:5000/店:1.0", "b2".repeat(32))),
            "0f3c9e",
            new BuildRef("Läden/店", 7),
            Instant.parse("2026-03-01T23:59:59.123456789Z"));

    private GoldenEvents() {}

    static List<LedgerRecord> records() {
        List<LedgerRecord> records = new ArrayList<>();
        for (SlotEvent event : Stream.of(
                        events(), rollouts(events().size()), migrations(), GoldenWatches.events(), GoldenTags.events())
                .flatMap(List::stream)
                .toList()) {
            int number = records.size() + 1;
            records.add(new LedgerRecord(number, START.plusMillis(61_000L * number), event));
        }
        return records;
    }

    private static List<SlotEvent> events() {
        return List.of(
                new SlotEvent.Requested(
                        id(1),
                        Kind.PROMOTION,
                        FULL,
                        ZOE,
                        OnFailure.ROLLBACK,
                        START.plusSeconds(3600),
                        "Zeile eins\n\t\"zwei\" \\ <b>drei</b> & 𝄞\u2028vier",
                        "SHOP-1/ü"),
                new SlotEvent.Voted(
                        id(1), OPS, "Freigabe", "0123456789ab", FULL.identity(), Decision.APPROVE, "geprüft ✓"),
                new SlotEvent.DeployStarted(id(1), null, List.of("Freigabe: 1 of 1 from ops.", "Slot: Free.")),
                new SlotEvent.Ended(id(1), Outcome.VERIFIED, null, null, null),
                requested(2, Kind.PROMOTION),
                requested(3, Kind.PROMOTION),
                new SlotEvent.Ended(id(2), Outcome.SUPERSEDED, null, null, id(3)),
                new SlotEvent.DeployStarted(id(3), "1.0-β", null),
                new SlotEvent.RollbackStarted(id(3), "1.0-β", "Gerät nicht bereit"),
                new SlotEvent.Ended(
                        id(3), Outcome.BROKEN, "Gerät nicht bereit The rollback failed too: dito", ZOE, null),
                new SlotEvent.Acknowledged(id(3), ZOE, Found.PREVIOUS, "Statusseite gelesen"),
                requested(4, Kind.ROLLBACK),
                new SlotEvent.Voted(id(4), OPS, "Freigabe", "0123456789ab", "version:0.4", Decision.REJECT, "nein"),
                new SlotEvent.Ended(id(4), Outcome.REJECTED, "nein", OPS, null),
                requested(5, Kind.PROMOTION),
                new SlotEvent.DeployStarted(id(5), "1.0-β", List.of()),
                new SlotEvent.RollbackStarted(id(5), "1.0-β", "exit code 1"),
                new SlotEvent.Ended(id(5), Outcome.ROLLED_BACK, "exit code 1", null, null),
                requested(6, Kind.PROMOTION),
                new SlotEvent.DeployStarted(id(6), "1.0-β", List.of()),
                new SlotEvent.Ended(id(6), Outcome.FAILED, "exit code 1", OPS, null),
                requested(7, Kind.PROMOTION),
                new SlotEvent.DeployStarted(id(7), "1.0-β", List.of()),
                new SlotEvent.Ended(id(7), Outcome.UNKNOWN, "The build was deleted.", null, null),
                new SlotEvent.Acknowledged(id(7), OPS, Found.OTHER, "gone"),
                requested(8, Kind.PROMOTION),
                new SlotEvent.Ended(id(8), Outcome.REFUSED, "Order: not verified in staging.", null, null),
                requested(9, Kind.PROMOTION),
                new SlotEvent.Ended(id(9), Outcome.EXPIRED, "Its deadline passed while it waited.", null, null),
                requested(10, Kind.PROMOTION),
                new SlotEvent.Ended(id(10), Outcome.ABORTED, null, ZOE, null),
                requested(11, Kind.PROMOTION),
                new SlotEvent.DeployStarted(id(11), null, List.of()),
                new SlotEvent.Ended(id(11), Outcome.UNKNOWN, null, null, null),
                new SlotEvent.Acknowledged(id(11), OPS, Found.CANDIDATE, "seen"),
                requested(12, Kind.PROMOTION),
                new SlotEvent.Voted(id(12), OPS, "Freigabe", "0123456789ab", "version:0.12", Decision.APPROVE, null),
                new SlotEvent.VoteWithdrawn(id(12), OPS, 1),
                new SlotEvent.Ticked(id(12), ZOE, "Liste", "ba9876543210", "version:0.12", "Datenbank geprüft ✓", true),
                new SlotEvent.Ticked(
                        id(12), OPS, "Liste", "ba9876543210", "version:0.12", "Datenbank geprüft ✓", false),
                new SlotEvent.Overridden(id(12), ZOE, "Jahresende", "00ff00ff00ff", "Zahlungen stehen still"),
                new SlotEvent.HotfixDeclared(id(12), ZOE, "Zahlungen stehen still\nSHOP-2"),
                new StopEvent.Held(OPS, "Umzug des Rechenzentrums"),
                new StopEvent.HoldLifted(ZOE, "fertig"),
                new StopEvent.Quarantined("version:0.6", "0.6", ZOE, "verliert Bestellungen"),
                new StopEvent.QuarantineLifted("version:0.6", OPS, "war der Proxy"),
                new StopEvent.Quarantined("version:0.7", "0.7", OPS, "verliert Bestellungen"),
                new SlotEvent.Requested(
                        id(13),
                        Kind.PROMOTION,
                        FULL,
                        OPS,
                        OnFailure.LEAVE,
                        null,
                        null,
                        null,
                        new Changes(List.of(ZOE, Principal.of("kim")), "version:0.11", "build 7 was deleted"),
                        List.of(new RuleOverride(ZOE, "Jahresende", "00ff00ff00ff", "abgesprochen")),
                        new Declaration(OPS, "Kasse steht"),
                        null,
                        null,
                        null),
                new StopEvent.Held(ZOE, "Inventur"),
                new SlotEvent.Requested(
                        id(14),
                        Kind.PROMOTION,
                        release(14),
                        OPS,
                        OnFailure.LEAVE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of("Datenbank geprüft ✓", "Läden informiert"),
                        null,
                        null),
                new StopEvent.HoldLifted(ZOE, null),
                requested(15, Kind.PROMOTION),
                new SlotEvent.DeployStarted(id(15), null, List.of()),
                new GateEvent.GateStarted(id(15), "12", List.of("https://läden.example/healthz", "db:5432")),
                new GateEvent.GateEnded(
                        id(15),
                        "12",
                        "FAIL",
                        "A check was not well 2 times in a row.",
                        List.of(
                                new GateEvidence("https://läden.example/healthz", "FAIL", "Not well.", 3, 2, 1),
                                new GateEvidence("db:5432", "PASS", null, 6, 0, 0))),
                new GateEvent.GateStarted(id(15), "15", null),
                new GateEvent.GateEnded(id(15), "15", null, "It was stopped.", null),
                new VerificationStarted(id(15), "environment", plan(), true),
                new GateEvent.GateEnded(
                        id(15),
                        "environment",
                        "PASS",
                        "Every check was well.",
                        List.of(new GateEvidence("läden", "PASS", "Well 3 times in a row.", 3, 0, 0))),
                new SlotEvent.Ended(id(15), Outcome.VERIFIED, null, null, null));
    }

    /** Every kind of check, with everything that can be said of it and with nothing that can be left out. */
    static GatePlan plan() {
        return new GatePlan(
                List.of(
                        new HttpCheck(
                                "läden",
                                "https://laeden.example/healthz?ä=ö",
                                "POST",
                                new StatusSet("200-299,304"),
                                "ok ✓",
                                new JsonQuery("$.status"),
                                "UP",
                                Duration.ofMillis(1500),
                                Map.of("Accept", "application/json"),
                                "shop-token",
                                null,
                                2,
                                Duration.ofSeconds(5)),
                        HttpCheck.of("https://shop.example/"),
                        TcpCheck.parse("db:5432"),
                        new MetricCheck(
                                "Fehler",
                                "prometheus",
                                "sum(rate(errors[5m]))",
                                Threshold.parse("0", "1e3", "0.5..2", "10%"),
                                null)),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                3,
                2,
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                5,
                START.plusSeconds(3000));
    }

    /** Two rollouts of the promotion that deploys, after so many records. */
    private static List<SlotEvent> rollouts(int before) {
        RolloutEvidence evidence = new RolloutEvidence(
                "Fehler ☂",
                true,
                "FAIL",
                "HARM_FOUND",
                "Höher.",
                1200,
                22800,
                36L,
                228L,
                0.03,
                0.01,
                2.0,
                1.1,
                3.4,
                true,
                1.0e-5,
                0.0025,
                null,
                null);
        RolloutEvidence nothing = new RolloutEvidence(
                "db",
                false,
                "ERROR",
                "PROVIDER_ERROR",
                null,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                null,
                null);
        List<RolloutStep> steps = List.of(new RolloutStep(5, "shift", 600), new RolloutStep(100, "shift", 0));
        return List.of(
                requested(16, Kind.PROMOTION),
                new SlotEvent.DeployStarted(id(16), "0.15", List.of()),
                new RolloutEvent.RolloutStarted(id(16), "20", "canary", steps, 60, "läden-slo", "pause"),
                new RolloutEvent.WeightIntended(id(16), "20", 1, 5, "shift", null, null),
                new RolloutEvent.WeightSet(id(16), "20", before + 4, 1, 5, null),
                new RolloutEvent.RolloutLooked(
                        id(16), "20", 1, 10, "INCONCLUSIVE", true, "Zu wenig.", List.of(evidence, nothing)),
                new RolloutEvent.RolloutPaused(id(16), "20", null, "Zu wenig."),
                new RolloutEvent.RolloutResumed(id(16), "20", ZOE, "Wochenende"),
                new RolloutEvent.WeightIntended(id(16), "20", 2, 100, "shift", null, null),
                new RolloutEvent.WeightSet(id(16), "20", before + 9, 2, 100, null),
                new RolloutEvent.RolloutEnded(id(16), "20", RolloutOutcome.PASSED, 100, null, null),
                new RolloutEvent.RolloutStarted(id(16), "30", "canary", steps, 60, null, "fail"),
                new RolloutEvent.WeightIntended(id(16), "30", 1, 5, "shift", null, null),
                new RolloutEvent.WeightSet(id(16), "30", before + 13, 1, 5, null),
                new RolloutEvent.RolloutPaused(id(16), "30", OPS, "Mittag"),
                new RolloutEvent.StepSkipped(id(16), "30", 1, ZOE, "bekannt gut"),
                new RolloutEvent.WeightIntended(id(16), "30", 2, 100, "shift", null, null),
                new RolloutEvent.RolloutSentBack(id(16), "30", OPS, "Kunden rufen an"),
                new RolloutEvent.WeightSet(id(16), "30", before + 17, 2, 100, "gestoppt"),
                new RolloutEvent.WeightIntended(id(16), "30", 2, 0, "back", RolloutOutcome.ABORTED, "Kunden rufen an"),
                new RolloutEvent.WeightSet(id(16), "30", before + 20, 2, 0, "kein Weg"),
                new RolloutEvent.RolloutEnded(
                        id(16), "30", RolloutOutcome.ABORTED, null, "Kunden rufen an", List.of(evidence)),
                new SlotEvent.Ended(id(16), Outcome.BROKEN, "Kunden rufen an", null, null));
    }

    static SlotEvent requested(int number, Kind kind) {
        return new SlotEvent.Requested(id(number), kind, release(number), OPS, OnFailure.LEAVE, null, null, null);
    }

    private static List<SlotEvent> migrations() {
        return List.of(
                migrating(17, Migration.NONE),
                migrating(18, Migration.BACKWARD_COMPATIBLE),
                migrating(19, Migration.IRREVERSIBLE),
                rollback(
                        20,
                        new Rollback("version:0.15", "0.15", "verliert Bestellungen, sagt die Ladenkasse", true, true)),
                rollback(21, new Rollback(null, null, null, false, false)));
    }

    private static SlotEvent migrating(int number, Migration migration) {
        return new SlotEvent.Requested(
                id(number),
                Kind.PROMOTION,
                release(number),
                OPS,
                OnFailure.LEAVE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                migration,
                null);
    }

    private static SlotEvent rollback(int number, Rollback rollback) {
        return new SlotEvent.Requested(
                id(number),
                Kind.ROLLBACK,
                release(11),
                ZOE,
                OnFailure.LEAVE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                rollback);
    }

    private static Release release(int number) {
        return new Release("0." + number, List.of(), null, new BuildRef("shop", number), START.plusSeconds(number));
    }

    static PromotionId id(int number) {
        return new PromotionId(PRODUCTION, number);
    }
}
