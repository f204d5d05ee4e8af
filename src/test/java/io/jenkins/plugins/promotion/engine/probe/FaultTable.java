package io.jenkins.plugins.promotion.engine.probe;

import io.jenkins.plugins.promotion.engine.health.BlockCheck;
import io.jenkins.plugins.promotion.engine.health.GateEffect;
import io.jenkins.plugins.promotion.engine.health.GateEvent;
import io.jenkins.plugins.promotion.engine.health.GateMachine;
import io.jenkins.plugins.promotion.engine.health.GatePlan;
import io.jenkins.plugins.promotion.engine.health.GateState;
import io.jenkins.plugins.promotion.engine.health.Reading;
import io.jenkins.plugins.promotion.engine.health.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects what probes found of faults. With {@code -Dpromotion.faults=docs/health-gates-faults.md} (as an absolute path)
 * the rows of a run take the place of those that the document has of the same test.
 */
final class FaultTable {
    private static final String TARGET = System.getProperty("promotion.faults");

    private final String test;
    private final Map<String, String> rows = new TreeMap<>();

    FaultTable(Class<?> test) {
        this.test = test.getSimpleName();
    }

    /** One row: what was checked, what the other side did, and what came of it. */
    synchronized void add(String check, String fault, Reading reading) {
        String outcome = reading instanceof Reading.Well
                ? "well"
                : reading instanceof Reading.Unwell unwell
                        ? "unwell: `" + unwell.fault() + "`"
                        : "error: `" + ((Reading.Failed) reading).fault() + "`";
        rows.put(
                check + "|" + fault,
                String.format(
                        "| `%s` | %s | %s | %s | %d ms | %,d | `%s` |%n",
                        check,
                        fault,
                        outcome,
                        verdict(reading),
                        reading.latency().toMillis(),
                        reading.bytes(),
                        test));
    }

    /** Of a gate with the defaults whose every probe ends so. */
    private static Verdict verdict(Reading reading) {
        GatePlan plan = GatePlan.of(new BlockCheck("probe"));
        GateMachine machine = new GateMachine(plan);
        Instant now = Instant.EPOCH;
        GateState state = machine.start(now);
        GateEvent event = new GateEvent.Tick();
        while (!state.isOver()) {
            GateMachine.Step step = machine.handle(state, event, now);
            state = step.state();
            event = new GateEvent.Tick();
            for (GateEffect effect : step.effects()) {
                if (effect instanceof GateEffect.Probe probe) {
                    event = new GateEvent.Read(probe.check().name(), probe.token(), reading);
                } else if (effect instanceof GateEffect.Wake wake && event instanceof GateEvent.Tick) {
                    now = wake.at();
                }
            }
        }
        return state.result().verdict();
    }

    /** Writes the rows, where they are wanted. */
    void write() throws IOException {
        if (TARGET == null) {
            return;
        }
        Path document = Path.of(TARGET);
        String text = Files.readString(document);
        String begin = "<!-- rows of " + test + " -->\n";
        int from = text.indexOf("|---", text.indexOf(begin));
        from = text.indexOf('\n', from) + 1;
        int to = text.indexOf("<!-- end -->", from);
        Files.writeString(document, text.substring(0, from) + String.join("", rows.values()) + text.substring(to));
    }
}
