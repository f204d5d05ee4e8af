package io.jenkins.plugins.promotion.run;

import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.view.Times;
import java.util.List;

/** Answers for a promotion that waits: why, who can change it, when it changes by itself. */
final class WaitingDetails {
    private final RecordedPromotion.Readable recorded;
    private final Rights rights;
    private final Times times;

    WaitingDetails(RecordedPromotion.Readable recorded, Rights rights, Times times) {
        this.recorded = recorded;
        this.rights = rights;
        this.times = times;
    }

    Details of(AcknowledgeForm acknowledge) {
        Promotion promotion = recorded.promotion();
        String environment = recorded.environment().name().value();
        long satisfied = recorded.findings().stream()
                .map(Finding::status)
                .filter(Status.SATISFIED::equals)
                .count();
        Wait wait = Wait.of(recorded);
        return new Details(
                Messages.WaitingDetails_title(environment),
                Messages.WaitingDetails_satisfied(satisfied, recorded.findings().size()),
                Messages.WaitingDetails_said(environment, times.told(wait.why())),
                sentence(wait, promotion),
                null,
                new RuleRows(recorded, rights, times).rows(),
                List.of(),
                new HotfixForms(recorded, rights).form(),
                acknowledge,
                null,
                new Story(recorded, rights, times).facts());
    }

    private String sentence(Wait wait, Promotion promotion) {
        StringBuilder sentence = new StringBuilder().append(times.told(wait.why()));
        if (wait.opensAt() != null) {
            sentence.append(' ')
                    .append(Messages.WaitingDetails_opens(
                            times.moment(wait.opensAt()).both()));
        } else if (wait.never()) {
            sentence.append(' ').append(Messages.WaitingDetails_never());
        }
        if (promotion.requested().deadline() != null) {
            String deadline = times.moment(promotion.requested().deadline()).both();
            sentence.append(' ')
                    .append(
                            wait.opensAt() != null && recorded.forecast().expiresFirst()
                                    ? Messages.WaitingDetails_untilFirst(deadline)
                                    : Messages.WaitingDetails_until(deadline));
        }
        return sentence.toString();
    }
}
