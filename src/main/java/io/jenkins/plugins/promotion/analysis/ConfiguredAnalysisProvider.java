package io.jenkins.plugins.promotion.analysis;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.promotion.engine.measure.AnalysisDefinition;
import io.jenkins.plugins.promotion.engine.measure.AnalysisRecord;
import io.jenkins.plugins.promotion.engine.measure.LiveAnalysis;
import io.jenkins.plugins.promotion.engine.measure.MetricFeed;
import io.jenkins.plugins.promotion.engine.measure.Placeholders;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.rollout.RolloutAnalysis;
import io.jenkins.plugins.promotion.engine.rollout.RolloutPlan;
import io.jenkins.plugins.promotion.metrics.ConfiguredSources;
import io.jenkins.plugins.promotion.rollout.AnalysisProvider;
import io.jenkins.plugins.promotion.rollout.InlineAnalysis;
import io.jenkins.plugins.promotion.run.PromotionReference;
import io.jenkins.plugins.promotion.run.PromotionRunAction;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.store.Application;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Opens the analyses that administrators have defined. */
@Extension
@Restricted(NoExternalUse.class)
public final class ConfiguredAnalysisProvider implements AnalysisProvider {
    @Override
    public List<String> names(Item item) {
        return List.copyOf(ConfiguredAnalyses.of(item).names());
    }

    @Override
    public Duration interval(Item item, String analysis) {
        return ConfiguredAnalyses.of(item).demand(analysis).interval();
    }

    @Override
    public RolloutAnalysis open(Run<?, ?> run, String analysis, String rollout, PromotionId promotion, RolloutPlan plan)
            throws IOException {
        AnalysisFile file = AnalysisFile.of(run, promotion, rollout);
        Optional<AnalysisRecord> kept = file.read();
        AnalysisRecord record;
        if (kept.isPresent()) {
            record = kept.get();
        } else {
            record = begun(run, ConfiguredAnalyses.of(run.getParent()).demand(analysis), promotion, plan);
            file.write(record);
        }
        Item item = run.getParent();
        MetricFeed feed = new MetricFeed(
                name -> ConfiguredSources.of(item).find(name),
                record.placeholders(),
                Clock.systemUTC(),
                AnalysisWorkers.POOL);
        return new Opened(new LiveAnalysis(record, feed, file::write, AnalysisWorkers.POOL));
    }

    @Override
    public void begin(Run<?, ?> run, InlineAnalysis analysis, String rollout, PromotionId promotion, RolloutPlan plan)
            throws IOException {
        AnalysisFile file = AnalysisFile.of(run, promotion, rollout);
        if (file.read().isEmpty()) {
            file.write(begun(run, ((CanaryAnalysis) analysis).toInline(), promotion, plan));
        }
    }

    private static AnalysisRecord begun(
            Run<?, ?> run, AnalysisDefinition written, PromotionId promotion, RolloutPlan plan) {
        AnalysisDefinition definition = written.every(plan.interval());
        KnownSources.demand(definition, run.getParent());
        List<Duration> bakes = bakes(plan, definition);
        return LiveAnalysis.begun(definition, definition.looks(bakes), bakes.size(), placeholders(run, promotion));
    }

    /** How long each step lasts in which it looks. */
    private static List<Duration> bakes(RolloutPlan plan, AnalysisDefinition definition) {
        List<Duration> bakes = new ArrayList<>();
        boolean compares = false;
        for (int step = 1; step <= plan.steps().size(); step++) {
            if (plan.looksAt(step)) {
                bakes.add(plan.step(step).bake());
                compares |= plan.step(step).weight() < RolloutPlan.ALL;
            }
        }
        if (!compares) {
            definition.demandBoundsOnly();
        }
        return bakes;
    }

    private static Placeholders placeholders(Run<?, ?> run, PromotionId promotion) {
        Application application = application(run, promotion);
        String version = null;
        String previous = null;
        if (ApplicationSlots.of(application).effect(promotion) instanceof Effect.RunBody body) {
            version = body.version();
            previous = body.previous();
        }
        return Placeholders.of(
                application.name().toString(), promotion.environment().value(), version, previous);
    }

    private static Application application(Run<?, ?> run, PromotionId promotion) {
        PromotionRunAction action = run.getAction(PromotionRunAction.class);
        return action == null
                ? Application.of(run.getParent(), null)
                : action.promotions().stream()
                        .filter(reference -> reference.id().equals(promotion))
                        .findFirst()
                        .map((PromotionReference reference) -> reference.application(run))
                        .orElseGet(() -> Application.of(run.getParent(), null));
    }

    /** As rollouts know it. */
    private record Opened(LiveAnalysis live) implements RolloutAnalysis {
        @Override
        public CompletableFuture<Look> look(Instant from, Instant to, double expectedShare) {
            return live.look(from, to, expectedShare).thenApply(Look::new);
        }

        @Override
        public Look conclude() {
            return new Look(live.conclude());
        }
    }
}
