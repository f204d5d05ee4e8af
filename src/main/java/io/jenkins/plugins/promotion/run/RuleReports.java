package io.jenkins.plugins.promotion.run;

import static io.jenkins.plugins.promotion.run.PromotionReport.text;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.slot.Declaration;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.RuleOverride;
import io.jenkins.plugins.promotion.engine.slot.Tick;
import io.jenkins.plugins.promotion.engine.slot.Vote;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What rules say, and what people did under them, as data. People are named by their ids. */
@Restricted(NoExternalUse.class)
public final class RuleReports {
    private RuleReports() {}

    /**
     * What one rule says.
     *
     * @param lifted OVERRIDE or HOTFIX, {@code null} when it is not lifted
     */
    @ExportedBean(defaultVisibility = 9)
    public record Said(
            @Exported String rule,
            @Exported String kind,
            @Exported String status,
            @Exported String reason,
            @Exported String who,
            @Exported String changesAt,
            @Exported String lifted,
            @Exported List<String> details) {
        static Said of(Finding finding) {
            return new Said(
                    finding.rule(),
                    finding.kind(),
                    finding.status().name(),
                    finding.reason(),
                    finding.who(),
                    text(finding.changesAt()),
                    finding.lifted() == null ? null : finding.lifted().name(),
                    finding.details());
        }
    }

    /** What one person said. */
    @ExportedBean(defaultVisibility = 9)
    public record Cast(
            @Exported String by,
            @Exported String rule,
            @Exported String decision,
            @Exported String comment,
            @Exported String at,
            @Exported String withdrawnAt) {
        static Cast of(Vote vote) {
            return new Cast(
                    vote.by().id(),
                    vote.rule(),
                    vote.decision().name(),
                    vote.comment(),
                    text(vote.at()),
                    text(vote.withdrawnAt()));
        }
    }

    /** One item of a checklist, and who ticked it for this release and this version of the checklist. */
    @ExportedBean(defaultVisibility = 9)
    public record Item(
            @Exported String rule,
            @Exported String item,
            @Exported boolean ticked,
            @Exported String by,
            @Exported String at) {
        static Stream<Item> of(ChecklistRule rule, Promotion promotion) {
            Map<String, Tick> ticks = rule.ticked(promotion);
            return rule.items().stream().map(item -> of(rule.name(), item, ticks.get(item)));
        }

        private static Item of(String rule, String item, @CheckForNull Tick tick) {
            return tick == null
                    ? new Item(rule, item, false, null, null)
                    : new Item(rule, item, true, tick.by().id(), text(tick.at()));
        }
    }

    /** One tick, or that one was taken back. */
    @ExportedBean(defaultVisibility = 9)
    public record Ticked(
            @Exported String by,
            @Exported String rule,
            @Exported String item,
            @Exported boolean ticked,
            @Exported String at) {
        static Ticked of(Tick tick) {
            return new Ticked(tick.by().id(), tick.rule(), tick.item(), tick.ticked(), text(tick.at()));
        }
    }

    /** One rule that was lifted. */
    @ExportedBean(defaultVisibility = 9)
    public record Lifted(
            @Exported String by,
            @Exported String rule,
            @Exported String reason,
            @Exported String at) {
        static Lifted of(RuleOverride lifted) {
            return new Lifted(
                    lifted.by().id(),
                    lifted.rule(),
                    lifted.reason(),
                    lifted.at().toString());
        }
    }

    /** The declaration of an emergency hotfix. */
    @ExportedBean(defaultVisibility = 9)
    public record Declared(
            @Exported String by,
            @Exported String reason,
            @Exported String at) {
        @CheckForNull
        static Declared of(@CheckForNull Declaration declaration) {
            return declaration == null
                    ? null
                    : new Declared(
                            declaration.by().id(),
                            declaration.reason(),
                            declaration.at().toString());
        }
    }
}
