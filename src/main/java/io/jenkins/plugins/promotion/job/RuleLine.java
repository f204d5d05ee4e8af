package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a rule says, in a preview. */
@Restricted(NoExternalUse.class)
public record RuleLine(String rule, Mark mark, String reason) {
    static List<RuleLine> of(List<Finding> findings, Times times) {
        return findings.stream()
                .map(finding -> new RuleLine(finding.rule(), Mark.of(finding), times.told(finding.reason())))
                .toList();
    }
}
