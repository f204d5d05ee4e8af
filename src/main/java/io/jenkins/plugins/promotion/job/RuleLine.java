package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.view.Mark;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a rule says, in a preview. */
@Restricted(NoExternalUse.class)
public record RuleLine(String rule, Mark mark, String reason) {
    static List<RuleLine> of(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new RuleLine(finding.rule(), Mark.of(finding), finding.reason()))
                .toList();
    }
}
