package io.jenkins.plugins.promotion.run;

import hudson.model.Run;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The promotions of a build as data.
 *
 * @param promotions in the order in which they were asked for
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public record RunReport(@Exported List<PromotionReport> promotions) {
    static RunReport of(Run<?, ?> run, List<PromotionReference> references) {
        return new RunReport(references.stream()
                .map(reference -> new PromotionReport(RecordedPromotion.of(run, reference)))
                .toList());
    }
}
