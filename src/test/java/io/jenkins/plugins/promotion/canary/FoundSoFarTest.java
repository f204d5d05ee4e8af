package io.jenkins.plugins.promotion.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FoundSoFarTest {
    private static final Found QUIET = found("errors", "CONTINUE", "UNDECIDED");
    private static final Found EARLY = found("latency", "PASS", "HARM_EXCLUDED");
    private static final Found SILENT = found("orders", "CONTINUE", "MISSING_VALUES");
    private static final Found DEAF = found("memory", "ERROR", "PROVIDER_ERROR");
    private static final Found HARMED = found("clicks", "FAIL", "HARM_FOUND");

    private static Found found(String metric, String outcome, String reason) {
        return new Found(
                metric, true, outcome, reason, "", List.of(), 0, 0, null, null, null, null, null, false, null, null);
    }

    @Test
    void noHarmIsSaidOfWhatIsMeasuredAlone() {
        assertThat(FoundSoFar.sentence(List.of(QUIET, EARLY))).isEqualTo("No harm was found so far.");
        assertThat(FoundSoFar.sentence(List.of(QUIET, SILENT, DEAF)))
                .isEqualTo("Not measured: orders, memory. No harm was found in the rest so far.");
        assertThat(FoundSoFar.sentence(List.of(SILENT))).isEqualTo("Not measured: orders.");
        assertThat(FoundSoFar.sentence(List.of())).isEqualTo("Nothing was measured yet.");
    }

    @Test
    void harmThatDoesNotStopItIsSaid() {
        assertThat(FoundSoFar.sentence(List.of(QUIET, HARMED)))
                .isEqualTo("Harm was found that does not stop it: clicks.");
        assertThat(FoundSoFar.sentence(List.of(QUIET, HARMED, SILENT)))
                .isEqualTo("Harm was found that does not stop it: clicks. Not measured: orders.");
    }
}
