package io.jenkins.plugins.promotion.engine.promotion;

import static io.jenkins.plugins.promotion.engine.Samples.ADA;
import static io.jenkins.plugins.promotion.engine.Samples.BOB;
import static io.jenkins.plugins.promotion.engine.Samples.CLEO;
import static io.jenkins.plugins.promotion.engine.Samples.PRODUCTION;
import static io.jenkins.plugins.promotion.engine.Samples.STAGING;
import static io.jenkins.plugins.promotion.engine.Samples.after;
import static io.jenkins.plugins.promotion.engine.Samples.closed;
import static io.jenkins.plugins.promotion.engine.Samples.open;
import static io.jenkins.plugins.promotion.engine.Samples.release;
import static io.jenkins.plugins.promotion.engine.Samples.voter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.promotion.engine.model.PromotionId;
import io.jenkins.plugins.promotion.engine.policy.ApprovalRule;
import io.jenkins.plugins.promotion.engine.policy.ChecklistRule;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.QueuePolicy;
import io.jenkins.plugins.promotion.engine.policy.RequestRule;
import io.jenkins.plugins.promotion.engine.policy.Rule;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.policy.UnknownAuthors;
import io.jenkins.plugins.promotion.engine.slot.Changes;
import io.jenkins.plugins.promotion.engine.slot.Decision;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.OnFailure;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule in every status that it can have, whether somebody can lift it, and who can change it. */
class RuleMatrixTest {
    private static final ApprovalRule BOARD =
            new ApprovalRule("Board", 1, List.of(), List.of(), false, null, true, UnknownAuthors.REFUSE, null);

    /** {@code -} where a rule has no such status; {@code lifted} or {@code never} is what an override leads to. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # rule       | satisfied | waiting | refused | override
            Order        | yes       | yes     | yes     | lifted
            Request      | yes       | -       | yes     | lifted
            Windows      | yes       | yes     | -       | lifted
            Freeze       | yes       | yes     | -       | lifted
            Checklist    | yes       | yes     | -       | lifted
            Board        | yes       | yes     | yes     | lifted
            Hold         | -         | yes     | -       | never
            Quarantine   | -         | -       | yes     | never
            Newer        | yes       | -       | yes     | never
            Slot         | yes       | yes     | -       | never
            """)
    void everyRuleInEveryStatus(String rule, String satisfied, String waiting, String refused, String override) {
        check(rule, Status.SATISFIED, satisfied);
        check(rule, Status.WAITING, waiting);
        check(rule, Status.REFUSED, refused);

        Status bad = waiting.equals("-") ? Status.REFUSED : Status.WAITING;
        Application application = new Application();
        Environment environment = prepare(application, rule, bad);
        PromotionId id = recorded(application, rule, bad);
        if (override.equals("never")) {
            assertThatExceptionOfType(NotPossibleException.class)
                    .isThrownBy(() -> application.override(id, rule, CLEO));
        } else {
            application.handle(environment.name(), new Command.Override(id, rule, CLEO, "payments are down"));
            Finding finding = application.finding(id, rule);
            assertThat(finding.status()).isEqualTo(Status.SATISFIED);
            assertThat(finding.lifted()).isEqualTo(Finding.Lift.OVERRIDE);
            assertThat(finding.reason()).startsWith("Overridden by cleo: payments are down. Without that: ");
        }
    }

    private static void check(String rule, Status status, String expected) {
        if (expected.equals("-")) {
            return;
        }
        Application application = new Application();
        prepare(application, rule, status);
        Finding finding = application.finding(recorded(application, rule, status), rule);
        assertThat(finding.status()).as(rule).isEqualTo(status);
        assertThat(finding.reason()).endsWith(".");
        assertThat(finding.who()).isNotBlank();
        assertThat(finding.who().equals(Finding.NOBODY))
                .as("somebody can change it")
                .isEqualTo(status == Status.SATISFIED);
    }

    /** Makes the environment and what went before, so that the rule has that status. */
    private static Environment prepare(Application application, String rule, Status status) {
        boolean good = status == Status.SATISFIED;
        boolean refuses = status == Status.REFUSED;
        Rule one =
                switch (rule) {
                    case "Order" -> after(STAGING);
                    case "Request" -> new RequestRule(true, false);
                    case "Windows" -> open(good ? "Mon 09:00-10:00" : "Tue 09:00-10:00");
                    case "Freeze" ->
                        closed("Freeze", good ? "2027-01-01T00:00" : "2026-01-01T00:00", "2028-01-01T00:00");
                    case "Checklist" -> new ChecklistRule(null, List.of("Backup"));
                    default -> BOARD;
                };
        if (rule.equals("Order") && good) {
            application.verified(STAGING, release(3));
        } else if (rule.equals("Order") && !refuses) {
            application.configure(Environment.open(STAGING).held("held"));
            application.request(STAGING, release(3));
        } else if (rule.equals("Newer")) {
            application.verified(PRODUCTION, release(good ? 2 : 4));
        } else if (rule.equals("Slot") && !good) {
            application.request(PRODUCTION, release(2));
        } else if (rule.equals("Hold")) {
            application.handle(PRODUCTION, new Command.Hold(BOB, "the data centre moves"));
        } else if (rule.equals("Quarantine")) {
            application.quarantine(STAGING, release(3));
        }
        Environment environment = new Environment(PRODUCTION, "", List.of(one), QueuePolicy.IN_ORDER, true);
        application.configure(environment);
        return environment;
    }

    /** A promotion that waits, by the record alone, so that the machine has not ended or started it. */
    private static PromotionId recorded(Application application, String rule, Status status) {
        PromotionId id = application.slot(PRODUCTION).nextId();
        boolean good = status == Status.SATISFIED;
        Changes known = new Changes(List.of(ADA), null, null);
        application.record(
                PRODUCTION,
                List.of(new SlotEvent.Requested(
                        id,
                        Kind.PROMOTION,
                        release(3),
                        ADA,
                        OnFailure.LEAVE,
                        null,
                        null,
                        good ? "SHOP-1" : null,
                        status == Status.REFUSED ? null : known,
                        null,
                        null,
                        null,
                        null,
                        null)));
        if (rule.equals("Board") && good) {
            application.record(
                    PRODUCTION,
                    List.of(new SlotEvent.Voted(
                            id, BOB, "Board", BOARD.version(), release(3).identity(), Decision.APPROVE, null)));
        } else if (rule.equals("Checklist") && good) {
            application.tick(id, "Backup", voter(BOB));
        }
        return id;
    }
}
