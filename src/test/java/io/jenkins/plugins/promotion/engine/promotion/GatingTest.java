package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.slot.GateEvent;
import io.jenkins.plugins.promotion.engine.slot.GateEvidence;
import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Health gates in the record of a deployment: each begins once and ends once, while the promotion holds the slot. */
class GatingTest {
    private static final GateEvidence EVIDENCE = new GateEvidence("shop", "FAIL", "Not well.", 1, 2, 3);

    private final Application application = new Application();
    private PromotionId first;
    private PromotionId second;

    @BeforeEach
    void deploySecond() {
        first = application.verified(PRODUCTION, release(1));
        second = application.request(PRODUCTION, release(2), OnFailure.ROLLBACK, null);
    }

    @Test
    void aGateIsKeptWithItsTimesAndItsEvidence() {
        start(second, "7");
        GateRecord running = application.promotion(second).gate("7").orElseThrow();
        assertThat(running.checks()).containsExactly("shop");
        assertThat(running.startedAt()).isEqualTo(application.now());
        assertThat(running.end()).isNull();

        application.passes(Duration.ofMinutes(5));
        end(second, "7", "FAIL");

        GateRecord ended = application.promotion(second).gate("7").orElseThrow();
        assertThat(ended.endedAt()).isEqualTo(application.now());
        assertThat(ended.end().verdict()).isEqualTo("FAIL");
        assertThat(ended.end().checks()).containsExactly(EVIDENCE);
        assertThat(application.promotion(second).isHolder()).isTrue();
    }

    @Test
    void toldTwiceItIsRecordedOnce() {
        assertThat(start(second, "7")).hasSize(1);
        assertThat(start(second, "7")).isEmpty();
        assertThat(end(second, "7", "PASS")).hasSize(1);
        assertThat(end(second, "7", "FAIL")).isEmpty();
        assertThat(end(second, "8", "FAIL")).isEmpty();
    }

    @Test
    void itOutlivesTheRollbackAndTheEnd() {
        start(second, "7");
        end(second, "7", "FAIL");
        application.fails(second);
        start(second, "9");
        application.succeeds(second);

        assertThat(application.promotion(second).gates())
                .extracting(GateRecord::gate)
                .containsExactly("7", "9");
        assertThat(end(second, "9", "PASS")).as("too late").isEmpty();
    }

    @Test
    void onlyADeploymentHasGates() {
        PromotionId waiting = application.request(PRODUCTION, release(3));
        assertThat(application.promotion(waiting).isWaiting()).isTrue();

        assertThat(start(waiting, "7")).isEmpty();
        assertThat(start(first, "7")).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        application.record(PRODUCTION, List.of(new GateEvent.GateStarted(waiting, "7", List.of()))))
                .withMessageContaining("gate 7 cannot start");
        assertThatIllegalStateException()
                .isThrownBy(() -> application.record(
                        PRODUCTION, List.of(new GateEvent.GateEnded(second, "7", "PASS", null, null))))
                .withMessageContaining("there is no gate 7 that could end");
    }

    private List<SlotEvent> start(PromotionId id, String gate) {
        return application.handle(PRODUCTION, new Command.StartGate(id, gate, List.of("shop")));
    }

    private List<SlotEvent> end(PromotionId id, String gate, String verdict) {
        return application.handle(PRODUCTION, new Command.EndGate(id, gate, verdict, "Because.", List.of(EVIDENCE)));
    }
}
