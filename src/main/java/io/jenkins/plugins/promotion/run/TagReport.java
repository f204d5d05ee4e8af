package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.slot.TagRecord;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A tag of a release as data, from the ledger.
 *
 * @param name of the tag, or that with placeholders as long as it is not about to be made
 * @param outcome MADE, THERE or FAILED; {@code null} while nobody knows
 * @param reason why there is none
 */
@ExportedBean(defaultVisibility = 9)
@Restricted(NoExternalUse.class)
public record TagReport(
        @Exported String name,
        @Exported String repository,
        @Exported String commit,
        @Exported String outcome,
        @Exported String reason) {
    static TagReport of(TagRecord tag) {
        return new TagReport(
                tag.intent() == null ? tag.demanded().name() : tag.intent().name(),
                tag.intent() == null
                        ? tag.demanded().repository()
                        : tag.intent().repository(),
                tag.intent() == null ? null : tag.intent().commit(),
                tag.end() == null ? null : tag.end().outcome().name(),
                tag.end() == null ? null : tag.end().reason());
    }
}
