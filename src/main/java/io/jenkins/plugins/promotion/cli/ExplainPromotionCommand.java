package io.jenkins.plugins.promotion.cli;

import hudson.Extension;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Forecast;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.AbandonedPromotions;
import io.jenkins.plugins.promotion.security.People;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code explain-promotion JOB ENVIRONMENT --version V [--at T]}. */
@Extension
@Restricted(NoExternalUse.class)
public final class ExplainPromotionCommand extends ApplicationCommand {
    @Argument(index = 1, metaVar = "ENVIRONMENT", required = true, usage = "ExplainPromotionCommand.environment")
    private String environment;

    @Option(name = "--version", metaVar = "VERSION", required = true, usage = "ExplainPromotionCommand.version")
    private String version;

    @Option(name = "--at", metaVar = "TIME", usage = "ExplainPromotionCommand.at")
    private String at;

    @Option(name = "--format", metaVar = "text|json", usage = "PromotionCommand.format")
    private Format format = Format.TEXT;

    @Override
    protected void act() {
        EnvironmentName name = environment(environment);
        List<SlotState> all = slots().names().stream()
                .map(one -> AbandonedPromotions.settle(slots(), one))
                .toList();
        Release release = KnownReleases.in(all).get(version);
        At moment = At.of(at);
        Optional<Promotion> waiting = slots().state(name)
                .latest(promotion ->
                        promotion.isWaiting() && promotion.release().isSameAs(release));
        Forecast forecast = waiting.isPresent()
                ? slots().forecast(waiting.get().id(), moment.at())
                : slots().forecast(name, release, People.current().principal(), moment.at());
        Explanation explanation = new Explanation(
                named().application().name().value(),
                name,
                release.version(),
                waiting.map(Promotion::id).orElse(null),
                moment,
                forecast);
        if (format == Format.JSON) {
            stdout.println(Json.of(explanation.data()));
        } else {
            explanation.lines().forEach(this::say);
        }
    }
}
