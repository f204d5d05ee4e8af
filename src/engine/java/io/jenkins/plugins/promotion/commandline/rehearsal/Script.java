package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.engine.model.ApplicationName;
import io.jenkins.plugins.promotion.engine.policy.Environments;
import java.util.List;

/**
 * A release to rehearse.
 *
 * @param application what is released
 * @param environments where to, with their rules
 * @param releases in the order in which they were built
 * @param steps what happens, in order
 */
public record Script(
        ApplicationName application, Environments environments, List<PlannedRelease> releases, List<Step> steps) {
    /** Copies the lists. */
    public Script {
        releases = List.copyOf(releases);
        steps = List.copyOf(steps);
    }

    /** How much there is to it: how many steps, and how many of them say what they are expected to lead to. */
    String summary() {
        long expecting =
                steps.stream().filter(step -> !step.expectation().asksNothing()).count();
        return steps.size() + (steps.size() == 1 ? " step" : " steps") + (expecting == steps.size() ? "" : " (" + expecting + " with an expectation)");
    }

    PlannedRelease release(String version) {
        return releases.stream()
                .filter(planned -> planned.release().version().equals(version))
                .findFirst()
                .orElseThrow();
    }
}
