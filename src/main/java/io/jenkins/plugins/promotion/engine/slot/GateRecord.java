package io.jenkins.plugins.promotion.engine.slot;

import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.model.PromotionId;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A health gate in the deployment of a promotion, or the one that its environment demands after it.
 *
 * @param gate which one, unique in its promotion
 * @param checks the names of what it looks at
 * @param startedAt when it began
 * @param end how it ended, {@code null} while it has not
 * @param endedAt when, {@code null} while it has not
 */
public record GateRecord(
        String gate, List<String> checks, Instant startedAt, GateEvent.GateEnded end, Instant endedAt) {
    /** Copies the names. */
    public GateRecord {
        checks = List.copyOf(checks);
    }

    /**
     * The promotion that deploys, after what one of its health gates says; {@code null} when the event is not of a gate.
     *
     * @param open the open promotions by id
     * @throws IllegalStateException when the event cannot follow
     */
    static Promotion after(LedgerRecord next, Function<PromotionId, Promotion> open) {
        SlotEvent event = next.event();
        Instant at = next.at();
        if (event instanceof GateEvent.GateStarted started) {
            return started(open.apply(started.id()), started.gate(), started.checks(), at);
        } else if (event instanceof VerificationEvent.VerificationStarted started) {
            Promotion promotion = open.apply(started.id());
            if (promotion.state() instanceof PromotionState.Verifying) {
                throw new IllegalStateException(started.id() + " is being verified already");
            }
            PromotionState.RollingBack back = promotion.state() instanceof PromotionState.RollingBack one ? one : null;
            List<String> checks =
                    started.plan().checks().stream().map(Check::name).toList();
            return started(promotion, started.gate(), checks, at)
                    .in(new PromotionState.Verifying(
                            next.number(), at, started.gate(), started.plan(), started.mayRollBack(), back));
        } else if (event instanceof GateEvent.GateEnded ended) {
            Promotion promotion = open.apply(ended.id());
            GateRecord gate = promotion
                    .gate(ended.gate())
                    .filter(each -> each.end() == null)
                    .orElseThrow(
                            () -> new IllegalStateException("there is no gate " + ended.gate() + " that could end"));
            return promotion.with(gate.ended(ended, at));
        }
        return null;
    }

    /** Whether the environment demands it, and no step of the build. */
    public boolean isOfEnvironment() {
        return gate.equals(VerificationEvent.OF_DEPLOYMENT) || gate.equals(VerificationEvent.OF_ROLLBACK);
    }

    private static Promotion started(Promotion promotion, String gate, List<String> checks, Instant at) {
        if (!promotion.isHolder() || promotion.gate(gate).isPresent()) {
            throw new IllegalStateException("gate " + gate + " cannot start in " + promotion.state());
        }
        return promotion.with(new GateRecord(gate, checks, at, null, null));
    }

    private GateRecord ended(GateEvent.GateEnded how, Instant at) {
        return new GateRecord(gate, checks, startedAt, how, at);
    }
}
