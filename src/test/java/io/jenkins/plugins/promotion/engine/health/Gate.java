package io.jenkins.plugins.promotion.engine.health;

import io.jenkins.plugins.promotion.engine.net.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gate in a world of its own: its clock stands still unless it is told to move, and its probes end when a test says so. */
final class Gate {
    static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    static final Check SHOP = HttpCheck.of("https://shop.example/healthz");
    static final Check DATABASE = TcpCheck.parse("db:5432");

    final GatePlan plan;
    final Map<String, Long> underWay = new LinkedHashMap<>();
    final List<String> told = new ArrayList<>();
    final List<GateResult> ends = new ArrayList<>();
    GateState state;
    Instant now = START;
    Instant wakeAt;

    Gate(GatePlan plan) {
        this.plan = plan;
        this.state = new GateMachine(plan).start(now);
        handle(new GateEvent.Tick());
    }

    static GatePlan plan(GateWords words, Check... checks) {
        return words.plan(List.of(checks), null);
    }

    static GateWords soak(String soak, int failureThreshold) {
        return new GateWords(null, null, null, failureThreshold, null, soak, null);
    }

    static Reading well() {
        return new Reading.Well("The status is 200.", Duration.ofMillis(12), 300, null, null);
    }

    static Reading unwell() {
        return new Reading.Unwell(Fault.STATUS, "The status is 503 instead of 200-299.", Duration.ofMillis(12), 300);
    }

    static Reading failed() {
        return new Reading.Failed(Fault.SOURCE, "The source answers with status 500.", Duration.ofMillis(9), 90, null);
    }

    static Reading noData() {
        return new Reading.Failed(Fault.NO_DATA, "The source has no series.", Duration.ofMillis(9), 90, null);
    }

    List<GateEffect> handle(GateEvent event) {
        GateMachine.Step step = new GateMachine(plan).handle(state, event, now);
        state = step.state();
        for (GateEffect effect : step.effects()) {
            if (effect instanceof GateEffect.Probe probe) {
                underWay.put(probe.check().name(), probe.token());
            } else if (effect instanceof GateEffect.Wake wake) {
                wakeAt = wake.at();
            } else if (effect instanceof GateEffect.Tell tell) {
                told.add(tell.sentence());
            } else if (effect instanceof GateEffect.End end) {
                ends.add(end.result());
            }
        }
        return step.effects();
    }

    /** The probe under way of a check ends. */
    List<GateEffect> read(String check, Reading reading) {
        return handle(new GateEvent.Read(check, underWay.remove(check), reading));
    }

    /** Every probe under way ends alike. */
    Gate all(Reading reading) {
        for (String check : List.copyOf(underWay.keySet())) {
            read(check, reading);
        }
        return this;
    }

    /** The clock moves, and the gate is told so at every moment that it asked for. */
    Gate pass(Duration time) {
        Instant until = now.plus(time);
        while (wakeAt != null && !wakeAt.isAfter(until) && !state.isOver()) {
            now = wakeAt.isAfter(now) ? wakeAt : now;
            wakeAt = null;
            handle(new GateEvent.Tick());
        }
        now = until;
        return this;
    }

    Gate pass(String seconds) {
        return pass(io.jenkins.plugins.promotion.engine.model.DurationText.parse("time", seconds));
    }

    /** So many rounds: every probe under way ends alike, and an interval passes. */
    Gate rounds(int number, Reading reading) {
        for (int i = 0; i < number && !state.isOver(); i++) {
            all(reading).pass(plan.interval());
        }
        return this;
    }

    /** Whoever ran the gate is gone for a while. */
    Gate restart(Duration away) {
        underWay.clear();
        now = now.plus(away);
        state = GateCodec.readState(GateCodec.write(state));
        handle(new GateEvent.Resumed());
        return this;
    }

    GateResult result() {
        return state.result();
    }

    Verdict verdict() {
        return state.result() == null ? null : state.result().verdict();
    }
}
