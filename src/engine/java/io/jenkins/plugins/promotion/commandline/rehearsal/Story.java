package io.jenkins.plugins.promotion.commandline.rehearsal;

import io.jenkins.plugins.promotion.commandline.TerminalText;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.model.Principal;
import io.jenkins.plugins.promotion.engine.policy.Finding;
import io.jenkins.plugins.promotion.engine.policy.Status;
import io.jenkins.plugins.promotion.engine.promotion.Effect;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.engine.slot.PromotionState;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Tells what happens as a build log would. What people wrote cannot steer the terminal. */
final class Story {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private final Ansi ansi;

    Story(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    void headline(int number, String text) {
        out.println();
        out.println(ansi.string("@|bold Step " + number + "|@") + ": " + TerminalText.oneLine(text));
        out.flush();
    }

    void requested(Promotion promotion) {
        tell(promotion, promotion.release().build() + " asks to bring " + promotion.release().version() + " into "
                + promotion.id().environment() + ", started by "
                + promotion.requested().by().display() + noted(promotion));
    }

    void voted(Promotion promotion, Step.CastVote vote) {
        tell(promotion, vote.by().principal().display() + switch (vote.decision()) {
            case APPROVE -> " approved";
            case REJECT -> " rejected";
        } + (vote.comment() == null ? "" : ": \"" + vote.comment() + "\""));
    }

    void waits(Effect.Wait wait) {
        tell(wait.promotion(), "waits; nothing was touched"
                + (wait.promotion().requested().deadline() == null
                        ? ""
                        : ", and it gives up at " + time(wait.promotion().requested().deadline())));
        wait.findings().stream().filter(finding -> finding.status() == Status.WAITING).forEach(this::why);
    }

    void allowed(Promotion promotion) {
        promotion.evidence().forEach(sentence -> tell(promotion, "may start: " + sentence));
    }

    void deploys(Effect.RunBody run) {
        String version = run.version();
        tell(run.promotion(), run.mode() == Effect.Mode.ROLLBACK
                ? "brings " + version + " back (token " + run.token() + ")"
                : "deploys " + version + (run.previous() == null ? ", the first" : " over " + run.previous())
                        + " (token " + run.token() + ")");
    }

    void answers(Promotion promotion, String version, URI address) {
        tell(promotion, address + " answers " + version);
    }

    void verifies(Effect.Verify verify) {
        tell(verify.promotion(), "is to be verified by the health checks of the environment: "
                + verify.plan().checks().stream().map(Check::name).collect(Collectors.joining(", "))
                + "; a rehearsal probes nothing and takes them as well");
    }

    void failed(Effect.RunBody run, String reason) {
        tell(run.promotion(), (run.mode() == Effect.Mode.ROLLBACK ? "the rollback to " : "the deployment of ")
                + run.version() + " failed: " + reason);
    }

    void ended(Promotion promotion) {
        PromotionState.Over over = (PromotionState.Over) promotion.state();
        tell(promotion, over.outcome().name().replace('_', ' ') + (over.supersededBy() == null ? "" : " by " + over.supersededBy())
                + by(over.by())
                + (over.reason() == null ? "" : ": " + over.reason()));
    }

    void acknowledged(Promotion promotion, String live) {
        tell(promotion, "acknowledged; live is " + live);
    }

    void notPossible(String reason) {
        line("[promotion] not possible, and nothing was recorded: " + reason);
    }

    void expected(Expectation expectation, Expectation.Happened happened) {
        if (!expectation.asksNothing()) {
            line(expectation.isMetBy(happened)
                    ? "[expect] as expected: " + expectation
                    : "[expect] NOT AS EXPECTED: expected " + expectation + ", but it is " + happened);
        }
    }

    private void why(Finding finding) {
        line("[why] " + finding.rule() + ": " + finding.reason() + " Who can change it: " + finding.who() + ". "
                + (finding.changesAt() == null
                        ? "It does not change by itself."
                        : "It changes by itself at " + time(finding.changesAt()) + "."));
    }

    private static String noted(Promotion promotion) {
        String ticket = promotion.requested().ticket();
        String notes = promotion.requested().notes();
        return (ticket == null ? "" : " (" + ticket + ")") + (notes == null ? "" : ": \"" + notes + "\"");
    }

    private static String by(Principal who) {
        return who == null ? "" : " by " + who.display();
    }

    private void tell(Promotion promotion, String text) {
        line("[promotion] " + promotion.id() + ": " + text);
    }

    private void line(String text) {
        out.println(TerminalText.oneLine(text));
        out.flush();
    }
}
