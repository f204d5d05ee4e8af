package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.store.Application;
import java.io.Serializable;
import java.util.Objects;

/**
 * A promotion as a build remembers it: by id only, since the truth is in the ledger. Persisted with the build and with its
 * program, so it is a class of plain fields and not a record.
 */
public final class PromotionReference implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private final String application;

    private final String id;

    /**
     * @param application whose promotion it is
     * @param id which
     */
    public PromotionReference(Application application, PromotionId id) {
        this.application = application.explicitName();
        this.id = id.toString();
    }

    /** The application, as it is called now. */
    public Application application(Run<?, ?> run) {
        return Application.of(run.getParent(), application);
    }

    /** The name that the Jenkinsfile gave the application, {@code null} for the default. */
    @CheckForNull
    public String applicationName() {
        return application;
    }

    /** The id. */
    public PromotionId id() {
        return PromotionId.parse(id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PromotionReference reference
                && Objects.equals(reference.application, application)
                && reference.id.equals(id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(application, id);
    }
}
