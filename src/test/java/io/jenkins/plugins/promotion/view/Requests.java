package io.jenkins.plugins.promotion.view;

import hudson.model.Job;
import io.jenkins.plugins.promotion.engine.model.BuildRef;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.promotion.Command;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.runtime.AttachedPromotions;
import io.jenkins.plugins.promotion.store.Application;
import java.time.Instant;
import java.util.List;

/** Promotions that nobody runs a build for: they count as looked after, so that they stay as they are. */
public final class Requests {
    private static int builds;

    private Requests() {}

    /** Asks as jonas to bring a version into an environment, newer than all before. */
    public static PromotionId ask(Job<?, ?> job, String environment, String version, String... checklist) {
        Application application = Application.of(job, null);
        ApplicationSlots slots = ApplicationSlots.of(application);
        EnvironmentName name = EnvironmentName.of(environment);
        PromotionId id = slots.state(name).nextId();
        AttachedPromotions.get().attach(application, id, () -> slots.handle(name, new Command.Reconsider(id)));
        builds++;
        slots.handle(
                name,
                new Command.Request(
                        Kind.PROMOTION,
                        new Release(
                                version,
                                List.of(),
                                "c0ffee" + builds,
                                new BuildRef(job.getFullName(), builds),
                                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(builds)),
                        Principal.of("jonas"),
                        OnFailure.LEAVE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(checklist)));
        return id;
    }

    /** Ends the deployment of a promotion that has begun; a failure is {@code null} for none. */
    public static SlotState end(Job<?, ?> job, PromotionId id, String failure) {
        ApplicationSlots slots = ApplicationSlots.of(Application.of(job, null));
        Promotion promotion = slots.state(id.environment()).find(id).orElseThrow();
        long token = ((PromotionState.Deploying) promotion.state()).token();
        return slots.handle(id.environment(), new Command.BodyEnded(id, token, failure, null, false));
    }

    /** Brings a version into an environment that lets it in at once. */
    public static PromotionId verify(Job<?, ?> job, String environment, String version) {
        PromotionId id = ask(job, environment, version);
        end(job, id, null);
        return id;
    }

    /** Lets the build of a promotion be gone without a word. */
    public static void lose(Job<?, ?> job, PromotionId id) {
        ApplicationSlots.of(Application.of(job, null))
                .handle(id.environment(), new Command.BuildGone(id, "The controller was switched off."));
    }
}
