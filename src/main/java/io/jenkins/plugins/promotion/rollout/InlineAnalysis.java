package io.jenkins.plugins.promotion.rollout;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.io.Serializable;
import java.time.Duration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** An analysis that a Jenkinsfile holds itself, in place of the name of one that an administrator has defined. */
@Restricted(NoExternalUse.class)
public interface InlineAnalysis extends Serializable {
    /** What one is called where others have a name. */
    String NAME = "inline";

    /**
     * How far apart looks are, where the rollout does not say.
     *
     * @throws InvalidValueException naming what is not allowed in it
     */
    Duration interval();
}
