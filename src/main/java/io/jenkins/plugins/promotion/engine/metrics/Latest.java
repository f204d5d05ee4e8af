package io.jenkins.plugins.promotion.engine.metrics;

import java.util.List;

/** For sources that know time series only. */
final class Latest {
    private Latest() {}

    /** The last point alone, of what has any. */
    static Measured of(Measured measured) {
        return measured instanceof Measured.Values values
                ? new Measured.Values(
                        List.of(values.last()), values.missing(), values.warnings(), values.latency(), values.bytes())
                : measured;
    }
}
