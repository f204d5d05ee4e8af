package io.jenkins.plugins.promotion.engine.rollout;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.analysis.Evidence;
import io.jenkins.plugins.promotion.engine.analysis.MetricVerdict;
import io.jenkins.plugins.promotion.engine.analysis.Outcome;
import io.jenkins.plugins.promotion.engine.analysis.Reason;
import io.jenkins.plugins.promotion.engine.analysis.Report;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Application;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RolloutEvent;
import io.jenkins.plugins.promotion.engine.slot.RolloutOutcome;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One rollout in memory, in the deployment of release 1.3 over 1.2, with a clock that moves when it is told to. */
final class Rollout {
    static final String NAME = "rollout-1";

    final Application application;
    final PromotionId id;
    private int looks;

    Rollout(RolloutPlan plan) {
        application = new Application();
        application.verified(PRODUCTION, release(2));
        id = application.request(PRODUCTION, release(3), OnFailure.ROLLBACK, null);
        if (plan != null) {
            handle(new RolloutCommand.Start(id, NAME, plan));
        }
    }

    private Rollout(RolloutPlan plan, Application rolledBack) {
        application = rolledBack;
        application.verified(PRODUCTION, release(2));
        application.verified(PRODUCTION, release(3));
        id = application.rollBack(PRODUCTION, "previous", true, false);
        handle(new RolloutCommand.Start(id, NAME, plan));
    }

    /** In a rollback from 1.3 to 1.2. */
    static Rollout back(String steps, String bake) {
        return new Rollout(new RolloutWords(null, steps, bake, null, null, null).plan(), new Application());
    }

    static Rollout of(String steps, String bake) {
        return new Rollout(new RolloutWords(null, steps, bake, null, null, null).plan());
    }

    static Rollout analysed(String steps, String bake, String onInconclusive) {
        return new Rollout(new RolloutWords(null, steps, bake, null, "web-slo", onInconclusive).plan());
    }

    /** Decides and records; the events of this command. */
    List<SlotEvent> handle(RolloutCommand command) {
        List<SlotEvent> events = RolloutMachine.decide(application.slot(PRODUCTION), command, application.now());
        application.record(PRODUCTION, events);
        return events;
    }

    RolloutRecord record() {
        return promotion().rollout(NAME).orElseThrow();
    }

    Promotion promotion() {
        return application.promotion(id);
    }

    RolloutEffect effect() {
        return RolloutMachine.effect(record(), application.now());
    }

    Instant now() {
        return application.now();
    }

    Rollout passes(String seconds) {
        application.passes(Duration.parse("PT" + seconds));
        return this;
    }

    /** The body that is due ends. */
    List<SlotEvent> body(String failure) {
        return handle(new RolloutCommand.BodyEnded(
                id, NAME, record().current().orElseThrow().token(), failure));
    }

    List<SlotEvent> sets() {
        return body(null);
    }

    List<SlotEvent> advance() {
        return handle(new RolloutCommand.Advance(id, NAME));
    }

    /** The analysis looks, and says the same of what would be its last word. */
    List<SlotEvent> looks(Outcome outcome) {
        return looks(outcome, outcome);
    }

    List<SlotEvent> looks(Outcome outcome, Outcome conclusion) {
        looks++;
        return handle(new RolloutCommand.Looked(
                id, NAME, record().step(), now(), report(looks, outcome), report(looks, conclusion)));
    }

    List<SlotEvent> pause() {
        return handle(new RolloutCommand.Pause(id, NAME, ADA, "lunch"));
    }

    List<SlotEvent> resume() {
        return handle(new RolloutCommand.Resume(id, NAME, ADA, "back again"));
    }

    List<SlotEvent> skip() {
        return handle(new RolloutCommand.Skip(id, NAME, ADA, "known to be good"));
    }

    List<SlotEvent> back() {
        return handle(new RolloutCommand.Back(id, NAME, ADA, "customers call"));
    }

    List<SlotEvent> stop() {
        return handle(new RolloutCommand.Stop(id, NAME, ADA, "Aborted by Ada Lovelace"));
    }

    /** The body is due with this weight. */
    void assertRuns(int weight, int step, Phase phase, boolean back) {
        long token = record().current().orElseThrow().token();
        assertThat(effect()).isEqualTo(new RolloutEffect.RunBody(token, weight, step, phase, back));
    }

    /** It has ended just now. */
    void assertEnded(RolloutOutcome outcome, Integer weight, String reason) {
        RolloutEvent.RolloutEnded end = record().end();
        assertThat(end).as("it has ended").isNotNull();
        assertThat(end.outcome()).isEqualTo(outcome);
        assertThat(end.weight()).isEqualTo(weight);
        assertThat(end.reason()).isEqualTo(reason);
        assertThat(record().endedAt()).isEqualTo(now());
    }

    static Report report(int look, Outcome outcome) {
        Reason reason =
                switch (outcome) {
                    case CONTINUE -> Reason.UNDECIDED;
                    case PASS -> Reason.NO_HARM_FOUND;
                    case FAIL -> Reason.HARM_FOUND;
                    case INCONCLUSIVE -> Reason.TOO_LITTLE_DATA;
                    case ERROR -> Reason.PROVIDER_ERROR;
                };
        Evidence evidence = new Evidence(
                "rate", look, 100L * look, 900L * look, 3L * look, 9L * look, 0.03, 0.01, null, 0.2, 0.01, null);
        String sentence = "It is " + outcome + ".";
        return new Report(
                look,
                outcome,
                "errors: " + sentence,
                List.of(new MetricVerdict("errors", true, outcome, reason, sentence, evidence, List.of())));
    }
}
