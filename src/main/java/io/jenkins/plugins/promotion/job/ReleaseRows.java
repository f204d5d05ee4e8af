package io.jenkins.plugins.promotion.job;

import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.slot.GateRecord;
import io.jenkins.plugins.promotion.engine.slot.Migration;
import io.jenkins.plugins.promotion.engine.slot.Outcome;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import io.jenkins.plugins.promotion.engine.slot.Quarantine;
import io.jenkins.plugins.promotion.engine.slot.TagOutcome;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.view.BuildLink;
import io.jenkins.plugins.promotion.view.Mark;
import io.jenkins.plugins.promotion.view.Times;
import io.jenkins.plugins.promotion.view.WatchSentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the rows of the table of releases. */
final class ReleaseRows {
    private static final int COMMIT_DIGITS = 7;

    private final ApplicationSlots application;
    private final ReleaseHistory history;
    private final Times times;
    private final boolean mayStop;
    private final boolean mayPromote;

    ReleaseRows(
            ApplicationSlots application, ReleaseHistory history, Times times, boolean mayStop, boolean mayPromote) {
        this.application = application;
        this.history = history;
        this.times = times;
        this.mayStop = mayStop;
        this.mayPromote = mayPromote;
    }

    ReleaseRow row(Promotion promotion) {
        return new ReleaseRow(
                promotion.id().environment().value(),
                promotion.release().version(),
                shortened(promotion.release().commit()),
                times.moment(promotion.requestedAt()),
                promotion.requested().by().display(),
                names(Approvals.of(promotion, history, times.now())),
                outcome(promotion),
                promotion.endedAt() == null ? null : times.length(promotion.age(promotion.endedAt())),
                BuildLink.of(application.application(), promotion.release().build()),
                marks(promotion),
                notes(promotion),
                mayStop && quarantine(promotion).isEmpty() ? promotion.id().toString() : null,
                mayPromote && quarantine(promotion).isEmpty() ? promotion.id().toString() : null);
    }

    private Mark outcome(Promotion promotion) {
        Mark mark = Mark.of(promotion);
        if (promotion.outcome() == Outcome.ROLLED_BACK) {
            return mark.worded(Messages.HistoryFactory_failedRolledBack());
        }
        return promotion.state() instanceof PromotionState.Over over && over.supersededBy() != null
                ? history.slots()
                        .get(promotion.id().environment())
                        .find(over.supersededBy())
                        .map(newer -> mark.worded(Messages.HistoryFactory_supersededBy(
                                newer.release().version())))
                        .orElse(mark)
                : mark;
    }

    private List<Mark> marks(Promotion promotion) {
        List<Mark> marks = new ArrayList<>();
        if (promotion.hotfix() != null) {
            marks.add(Mark.hotfix());
        }
        if (!promotion.overrides().isEmpty()) {
            marks.add(Mark.overridden());
        }
        Optional.ofNullable(history.slots().get(promotion.id().environment()))
                .flatMap(slot -> slot.watch(promotion.id()))
                .map(watch -> new WatchSentence(watch, times).mark())
                .ifPresent(marks::add);
        if (quarantine(promotion).isPresent()) {
            marks.add(Mark.quarantined());
        }
        return marks;
    }

    private List<String> notes(Promotion promotion) {
        List<String> notes = new ArrayList<>();
        if (promotion.state() instanceof PromotionState.Over over && over.reason() != null) {
            notes.add(times.told(over.reason()));
        }
        if (promotion.requested().rollback() != null
                && promotion.requested().rollback().fromVersion() != null) {
            notes.add(Messages.ReleaseRows_rollback(
                    promotion.requested().rollback().fromVersion(),
                    promotion.requested().rollback().reason()));
        }
        if (promotion.requested().migration() != null && promotion.requested().migration() != Migration.NONE) {
            notes.add(Messages.ReleaseRows_migration(
                    promotion.requested().migration().word()));
        }
        promotion.gates().stream()
                .filter(GateRecord::isOfEnvironment)
                .filter(gate -> gate.end() != null && gate.end().verdict() != null)
                .forEach(gate -> notes.add(Messages.ReleaseRows_health(
                        gate.end().verdict(), gate.end().reason())));
        Optional.ofNullable(history.slots().get(promotion.id().environment()))
                .flatMap(slot -> slot.watch(promotion.id()))
                .map(watch -> new WatchSentence(watch, times).sentence())
                .ifPresent(notes::add);
        history.slots().get(promotion.id().environment()).tags(promotion.id()).stream()
                .filter(tag -> tag.end() != null)
                .forEach(tag -> notes.add(
                        tag.end().outcome() == TagOutcome.FAILED
                                ? Messages.ReleaseRows_untagged(
                                        tag.intent() == null
                                                ? tag.demanded().name()
                                                : tag.intent().name(),
                                        tag.end().reason())
                                : Messages.ReleaseRows_tagged(tag.intent().name())));
        if (promotion.hotfix() != null) {
            notes.add(Messages.ReleaseRows_hotfix(
                    promotion.hotfix().by().display(), promotion.hotfix().reason()));
        }
        promotion
                .overrides()
                .forEach(override -> notes.add(Messages.ReleaseRows_overridden(
                        override.rule(), override.by().display(), override.reason())));
        quarantine(promotion)
                .ifPresent(found -> notes.add(Messages.ReleaseRows_quarantined(
                        found.by().display(), times.moment(found.since()).absolute(), found.reason())));
        return notes;
    }

    private Optional<Quarantine> quarantine(Promotion promotion) {
        return history.quarantine(promotion.release());
    }

    private static String names(List<Principal> people) {
        String names = people.stream().map(Principal::display).collect(Collectors.joining(", "));
        return names.isEmpty() ? null : names;
    }

    /** The start of a revision, {@code null} for {@code null}. */
    static String shortened(String commit) {
        return commit == null ? null : commit.substring(0, Math.min(COMMIT_DIGITS, commit.length()));
    }
}
