package io.jenkins.plugins.promotion.engine.rollout;

import io.jenkins.plugins.promotion.engine.slot.RolloutAct;
import io.jenkins.plugins.promotion.engine.slot.RolloutRecord;
import java.time.Instant;

/**
 * What the record demands to be done for a rollout now. It follows from the recorded state alone: asked again, also after a
 * restart, it is the same, so whoever carries it out remembers by its token what was begun already.
 */
public sealed interface RolloutEffect {
    /**
     * Run the body for a weight. A run that was begun and of which nobody knows the end is begun again: the body is a function
     * of version and weight.
     *
     * @param token names this run; its end must carry it
     * @param weight what the release is to have, in per cent
     * @param step counted from 1
     * @param phase what the body is to do
     * @param back whether it takes the traffic from the release
     */
    record RunBody(long token, int weight, int step, Phase phase, boolean back) implements RolloutEffect {}

    /**
     * A run of the body for a weight is not wanted any more: one that runs is to be stopped, one that was not begun is not to
     * begin. Its end has to be told in any case.
     *
     * @param token names the run
     * @param why what happened
     */
    record StopBody(long token, RolloutAct why) implements RolloutEffect {}

    /**
     * Wait, and look.
     *
     * @param until when the step has stood for as long as planned
     * @param wakeAt when to look, or to tell the machine that time has passed
     * @param looks whether the analysis looks
     */
    record Bake(Instant until, Instant wakeAt, boolean looks) implements RolloutEffect {}

    /**
     * Wait for a person. The analysis goes on looking, so that harm is found also then.
     *
     * @param pause who paused it and why
     * @param wakeAt when to look, {@code null} when there is nothing to look at
     */
    record WaitForPerson(RolloutAct pause, Instant wakeAt) implements RolloutEffect {}

    /** Nothing more: the rollout is over. */
    record Finish(RolloutRecord rollout) implements RolloutEffect {}
}
