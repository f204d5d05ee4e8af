package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.view.BuildLink;
import io.jenkins.plugins.promotion.view.Problem;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Whether a release is to go into quarantine, with what that means for it.
 *
 * @param promotion by which it is named
 * @param environment of that promotion
 * @param version what people call it, {@code null} when there is no such promotion
 * @param commit the start of the revision, {@code null} when unknown
 * @param identity the digest or version that makes it this release
 * @param build the build that asked for the promotion
 * @param consequences what follows, a sentence each
 * @param problem why it cannot be asked, {@code null} when it can
 */
@Restricted(NoExternalUse.class)
public record QuarantineQuestion(
        String promotion,
        String environment,
        String version,
        String commit,
        String identity,
        BuildLink build,
        List<String> consequences,
        String problem) {
    static QuarantineQuestion of(ApplicationSlots application, String promotion) {
        try {
            PromotionId id = PromotionId.parse(promotion);
            ReleaseHistory history = ReleaseHistory.read(application);
            SlotState slot = history.slots().get(id.environment());
            Promotion found = slot == null ? null : slot.find(id).orElse(null);
            return found == null
                    ? unknown(promotion, Messages.QuarantineQuestion_unknown(promotion))
                    : of(application, history, found);
        } catch (InvalidValueException e) {
            return unknown(promotion, Problem.of(e, application.application()));
        }
    }

    private static QuarantineQuestion of(ApplicationSlots application, ReleaseHistory history, Promotion promotion) {
        Release release = promotion.release();
        return new QuarantineQuestion(
                promotion.id().toString(),
                promotion.id().environment().value(),
                release.version(),
                ReleaseRows.shortened(release.commit()),
                release.identity(),
                BuildLink.of(application.application(), release.build()),
                consequences(history, release),
                history.quarantine(release)
                        .map(one -> Messages.QuarantineQuestion_already(
                                release.version(), one.by().display(), one.reason()))
                        .orElse(null));
    }

    private static List<String> consequences(ReleaseHistory history, Release release) {
        List<String> consequences = new ArrayList<>();
        history.slots().forEach((name, slot) -> {
            if (slot.live().filter(live -> live.release().isSameAs(release)).isPresent()) {
                consequences.add(Messages.QuarantineQuestion_live(name));
            }
            slot.open().stream()
                    .filter(open -> open.release().isSameAs(release))
                    .forEach(open -> consequences.add(
                            open.isWaiting()
                                    ? Messages.QuarantineQuestion_waits(open.id(), name)
                                    : Messages.QuarantineQuestion_deploys(open.id(), name)));
        });
        return consequences;
    }

    private static QuarantineQuestion unknown(String promotion, String problem) {
        return new QuarantineQuestion(promotion, null, null, null, null, null, List.of(), problem);
    }
}
