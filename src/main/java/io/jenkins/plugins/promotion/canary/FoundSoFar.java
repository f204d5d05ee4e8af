package io.jenkins.plugins.promotion.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the analysis of a rollout that goes on has found so far, in a sentence or two. */
final class FoundSoFar {
    private FoundSoFar() {}

    /** Of what is not measured no harm can have been found, and a metric that is not critical stops nothing. */
    static String sentence(List<Found> found) {
        if (found.isEmpty()) {
            return Messages.FoundSoFar_nothing();
        }
        List<Found> measured = found.stream().filter(CanaryMarks::isMeasured).toList();
        List<Found> harmed =
                measured.stream().filter(each -> each.outcome().equals("FAIL")).toList();
        List<String> sentences = new ArrayList<>();
        if (!harmed.isEmpty()) {
            sentences.add(Messages.FoundSoFar_harm(names(harmed)));
        }
        if (measured.size() < found.size()) {
            sentences.add(Messages.FoundSoFar_notMeasured(names(
                    found.stream().filter(each -> !measured.contains(each)).toList())));
            if (harmed.isEmpty() && !measured.isEmpty()) {
                sentences.add(Messages.FoundSoFar_noHarmElsewhere());
            }
        } else if (harmed.isEmpty()) {
            sentences.add(Messages.FoundSoFar_noHarm());
        }
        return String.join(" ", sentences);
    }

    private static String names(List<Found> found) {
        return found.stream().map(Found::metric).collect(Collectors.joining(", "));
    }
}
