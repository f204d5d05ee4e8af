package io.jenkins.plugins.promotion.engine.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.slot.Condition;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.Rollback;
import io.jenkins.plugins.promotion.engine.slot.SlotState;

/** Where a rollback may go, written down a second time. */
public final class RollbackJudge {
    private RollbackJudge() {}

    /** Of a rollback that starts in that state. */
    static void judge(SlotState slot, Promotion promotion) {
        judgeRelease(slot, promotion.release());
        Rollback rollback = promotion.requested().rollback();
        if (rollback != null && slot.condition() == Condition.CLEAR && rollback.fromIdentity() != null) {
            assertThat(slot.live().orElseThrow().release().identity()).isEqualTo(rollback.fromIdentity());
        }
        if (slot.condition() == Condition.CLEAR) {
            slot.live()
                    .ifPresent(live -> assertThat(live.release().isSameAs(promotion.release()))
                            .isFalse());
        }
        if (rollback != null && rollback.quarantine() && rollback.fromIdentity() != null) {
            assertThat(slot.quarantines()).anyMatch(bad -> bad.releaseIdentity().equals(rollback.fromIdentity()));
        }
    }

    /** Of a release that is to come back in that state: verified, and no irreversible migration of another since. */
    public static void judgeRelease(SlotState slot, Release release) {
        boolean verified = false;
        boolean barred = false;
        for (Promotion promotion : slot.ended()) {
            boolean same = promotion.release().identity().equals(release.identity());
            if (same && promotion.outcome() == Outcome.VERIFIED) {
                verified = true;
                barred = false;
            } else if (!same && promotion.startedAt() != null) {
                barred |= promotion.requested().migration() == Migration.IRREVERSIBLE;
            }
        }
        for (Promotion promotion : slot.open()) {
            barred |= promotion.startedAt() != null
                    && promotion.requested().kind() == Kind.PROMOTION
                    && promotion.requested().migration() == Migration.IRREVERSIBLE
                    && !promotion.release().identity().equals(release.identity());
        }
        assertThat(verified).as(release.version() + " was verified").isTrue();
        assertThat(barred)
                .as("an irreversible migration lies before " + release.version())
                .isFalse();
        assertThat(slot.quarantines()).noneMatch(bad -> bad.releaseIdentity().equals(release.identity()));
    }
}
