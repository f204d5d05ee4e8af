package io.jenkins.plugins.promotion.engine.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.analysis.sequential.Dispersion;
import io.jenkins.plugins.promotion.engine.analysis.sequential.DistributionBand;
import io.jenkins.plugins.promotion.engine.analysis.sequential.RankTest;
import io.jenkins.plugins.promotion.engine.analysis.sequential.RatioTest;
import io.jenkins.plugins.promotion.engine.analysis.sequential.SignedRankTest;
import java.util.List;

/**
 * What has to be recorded of one metric. The lists have an entry for each side on which harm lies; what its judge does not
 * use is {@code null}.
 *
 * @param tally what was measured
 * @param ranks the tests of raw values
 * @param band the band around their distributions
 * @param ratios the tests of counted events
 * @param dispersion whether events come in bursts
 * @param bursts whether they were found to
 * @param signed the tests of averages
 * @param canary values for a comparison at the end
 * @param baseline values for a comparison at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricState(
        Tally.State tally,
        List<RankTest.State> ranks,
        DistributionBand.State band,
        List<RatioTest.State> ratios,
        Dispersion.State dispersion,
        Boolean bursts,
        List<SignedRankTest.State> signed,
        List<Double> canary,
        List<Double> baseline) {
    static MetricState ofSamples(Tally.State tally, List<RankTest.State> ranks, DistributionBand.State band) {
        return new MetricState(tally, ranks, band, null, null, null, null, null, null);
    }

    static MetricState ofRates(
            Tally.State tally,
            List<RatioTest.State> ratios,
            Dispersion.State dispersion,
            boolean bursts,
            List<SignedRankTest.State> signed) {
        return new MetricState(tally, null, null, ratios, dispersion, bursts, signed, null, null);
    }

    static MetricState ofSeries(Tally.State tally, List<SignedRankTest.State> signed) {
        return new MetricState(tally, null, null, null, null, null, signed, null, null);
    }

    static MetricState ofThreshold(Tally.State tally) {
        return new MetricState(tally, null, null, null, null, null, null, null, null);
    }

    static MetricState ofWindow(Tally.State tally, List<Double> canary, List<Double> baseline) {
        return new MetricState(tally, null, null, null, null, null, null, canary, baseline);
    }
}
