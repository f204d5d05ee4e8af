package io.jenkins.plugins.promotion.gate;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.promotion.engine.health.GateState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The gates that run at present. When Jenkins is shut down they keep what they know. */
@Extension
public final class RunningGates extends ItemListener {
    private final Map<String, GateExecution> running = new ConcurrentHashMap<>();

    static RunningGates get() {
        return ExtensionList.lookupSingleton(RunningGates.class);
    }

    void add(Run<?, ?> run, String id, GateExecution execution) {
        running.put(key(run, id), execution);
    }

    void remove(Run<?, ?> run, String id, GateExecution execution) {
        running.remove(key(run, id), execution);
    }

    /** What is known of a gate at this moment, empty when it does not run. */
    Optional<GateState> state(Run<?, ?> run, String id) {
        return Optional.ofNullable(running.get(key(run, id))).map(GateExecution::state);
    }

    private static String key(Run<?, ?> run, String id) {
        return run.getExternalizableId() + "/" + id;
    }

    @Override
    public void onBeforeShutdown() {
        List.copyOf(running.values()).forEach(GateExecution::suspend);
        running.clear();
    }
}
