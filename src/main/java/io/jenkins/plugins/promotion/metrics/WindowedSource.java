package io.jenkins.plugins.promotion.metrics;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.promotion.engine.model.DurationText;
import java.time.Duration;
import org.kohsuke.stapler.DataBoundSetter;

/** A source for which one value is that of a time: it knows time series only, or counts. */
public abstract class WindowedSource extends MetricSourceDefinition {
    private String window;

    /**
     * @param name how checks and analyses name it
     * @param url without the path of its API
     */
    protected WindowedSource(String name, String url) {
        super(name, url);
    }

    /** Over which one value is taken, such as 5m. */
    @CheckForNull
    public String getWindow() {
        return window;
    }

    /** @param window over which one value is taken, such as 5m */
    @DataBoundSetter
    public void setWindow(String window) {
        this.window = Util.fixEmptyAndTrim(window);
    }

    /** The time that is written, or what it is otherwise. */
    final Duration window(Duration otherwise) {
        return window == null ? otherwise : duration(window);
    }

    static Duration duration(String window) {
        return DurationText.parse("window", window);
    }
}
