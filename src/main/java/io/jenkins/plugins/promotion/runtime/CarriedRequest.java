package io.jenkins.plugins.promotion.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import java.util.List;
import java.util.Objects;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build was started for, when somebody asked for one release in one environment. It stays with the build: what the
 * build asks for by it is recorded as every other promotion, so that this is no record of its own.
 *
 * <p>A Pipeline sees it as the variable {@value #VARIABLE}, such as {@code rollback production 2.14.2}. What is asked of it
 * here is kept whenever the build is saved.
 */
@ExportedBean
public final class CarriedRequest extends InvisibleAction implements EnvironmentContributingAction, Queue.QueueAction {
    /** The variable that is there in such a build only. */
    public static final String VARIABLE = "PROMOTION_REQUEST";

    private final boolean rollback;
    private final String environment;
    private final String promotion;
    private final String version;
    private final String leaves;
    private final String reason;
    private final boolean quarantine;
    private final String watch;
    private volatile boolean heard;
    private volatile boolean leftUndone;

    private CarriedRequest(
            boolean rollback,
            String environment,
            String promotion,
            String version,
            @CheckForNull String leaves,
            @CheckForNull String reason,
            boolean quarantine,
            @CheckForNull String watch) {
        this.rollback = rollback;
        this.environment = environment;
        this.promotion = promotion;
        this.version = version;
        this.leaves = leaves;
        this.reason = reason;
        this.quarantine = quarantine;
        this.watch = watch;
    }

    /**
     * Back to the release of a promotion.
     *
     * @param leaves the identity of the release that was live when somebody asked, {@code null} when nobody knew
     * @param watch the watch from which it follows, {@code null} when somebody asks
     */
    static CarriedRequest rollback(
            String environment,
            String promotion,
            String version,
            @CheckForNull String leaves,
            String reason,
            boolean quarantine,
            @CheckForNull String watch) {
        return new CarriedRequest(true, environment, promotion, version, leaves, reason, quarantine, watch);
    }

    /** The release of a promotion, which may be one to another environment. */
    static CarriedRequest promotion(String environment, String promotion, String version, @CheckForNull String notes) {
        return new CarriedRequest(false, environment, promotion, version, null, notes, false, null);
    }

    /** What a build carries, {@code null} for most builds. */
    @CheckForNull
    public static CarriedRequest of(Run<?, ?> run) {
        return run.getAction(CarriedRequest.class);
    }

    /** Whether it goes back. */
    public boolean isRollback() {
        return rollback;
    }

    /** Where. */
    public String environment() {
        return environment;
    }

    /** The id of the promotion whose release it is about. */
    public String promotion() {
        return promotion;
    }

    /** What people call that release. */
    public String version() {
        return version;
    }

    /** The identity of the release that was to be left, {@code null} when nobody knew. */
    @CheckForNull
    public String leaves() {
        return leaves;
    }

    /** Why, or notes; {@code null} for none. */
    @CheckForNull
    public String reason() {
        return reason;
    }

    /** Whether the release that is left goes into quarantine. */
    public boolean quarantine() {
        return quarantine;
    }

    /** Whether nobody asked for it: it follows from a watch, as the environment says. */
    public boolean isAutomatic() {
        return watch != null;
    }

    /** Whether it follows from that watch. */
    boolean isOf(String token) {
        return token.equals(watch);
    }

    /** A step of the Pipeline asks for it. */
    public void hear() {
        heard = true;
    }

    /** Whether a step of the Pipeline has asked for it, whatever came of that. */
    public boolean isHeard() {
        return heard;
    }

    /** The Pipeline is over, and none of its steps has asked for it. */
    public void leaveUndone() {
        leftUndone = true;
    }

    /** Whether the Pipeline is over and none of its steps has asked for it, so that nothing was done. */
    @Exported(name = "promotionRequestLeftUndone")
    public boolean isLeftUndone() {
        return leftUndone;
    }

    /** In a few words, as Pipelines see it. */
    @Exported(name = "promotionRequest")
    public String getWords() {
        return words();
    }

    /** In a few words, as Pipelines see it. */
    public String words() {
        return (rollback ? "rollback " : "promote ") + environment + " " + version;
    }

    /**
     * Whether there is a request, and it is about an environment.
     *
     * @param words as {@link #words()} says it, {@code null} when there is none
     * @param environment {@code null} for any
     */
    public static boolean isFor(@CheckForNull String words, @CheckForNull String environment) {
        if (words == null || words.isBlank()) {
            return false;
        }
        String[] parts = words.split(" ", 3);
        return environment == null || parts.length > 1 && parts[1].equalsIgnoreCase(environment.strip());
    }

    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars env) {
        env.put(VARIABLE, words());
    }

    /** The same asked for twice is one build, as long as the first has not begun; anything else is a build of its own. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream().noneMatch(other -> other instanceof CarriedRequest request && isSameAs(request));
    }

    private boolean isSameAs(CarriedRequest other) {
        return rollback == other.rollback
                && environment.equals(other.environment)
                && promotion.equals(other.promotion)
                && Objects.equals(leaves, other.leaves);
    }
}
