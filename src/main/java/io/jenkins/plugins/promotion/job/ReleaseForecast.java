package io.jenkins.plugins.promotion.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.EnvironmentName;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.model.Release;
import io.jenkins.plugins.promotion.engine.policy.Environment;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import io.jenkins.plugins.promotion.engine.slot.Promotion;
import io.jenkins.plugins.promotion.runtime.ApplicationSlots;
import io.jenkins.plugins.promotion.security.People;
import io.jenkins.plugins.promotion.store.Application;
import io.jenkins.plugins.promotion.view.ForecastAnswer;
import io.jenkins.plugins.promotion.view.ForecastFragment;
import io.jenkins.plugins.promotion.view.Problem;
import io.jenkins.plugins.promotion.view.Question;
import io.jenkins.plugins.promotion.view.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The page that tells when a release could go out that nobody has asked for yet: one that is on record in some
 * environment, asked for by whoever reads the page.
 */
@Restricted(NoExternalUse.class)
public final class ReleaseForecast {
    private static final int VERSIONS = 50;

    private final Item item;
    private final Application application;
    private final ApplicationSlots slots;

    ReleaseForecast(Item item, Application application) {
        this.item = item;
        this.application = application;
        this.slots = ApplicationSlots.of(application);
    }

    /** On whose page this is. */
    public Item getItem() {
        return item;
    }

    /** What the application is called. */
    public String getApplicationName() {
        return application.name().value();
    }

    /** The heading. */
    public String getDisplayName() {
        return Messages.ReleaseForecast_displayName();
    }

    /** The environments to ask about; none when their configuration cannot be read. */
    public List<String> getEnvironments() {
        try {
            return slots.environments().all().stream()
                    .map(Environment::name)
                    .map(EnvironmentName::value)
                    .toList();
        } catch (InvalidValueException e) {
            return List.of();
        }
    }

    /** The versions on record, the newest first, to choose from. */
    public List<String> getVersions() {
        return ReleaseHistory.read(slots).promotions(HistoryFilter.ALL, Instant.now()).stream()
                .map(promotion -> promotion.release().version())
                .distinct()
                .limit(VERSIONS)
                .toList();
    }

    /** The answer that the present request asks for, {@code null} when it does not say what and where. */
    @CheckForNull
    public ForecastAnswer getRequested() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String environment = Util.fixEmptyAndTrim(request.getParameter("environment"));
        String version = Util.fixEmptyAndTrim(request.getParameter("version"));
        return environment == null || version == null
                ? null
                : answer(environment, version, request.getParameter("at"), request.getParameter("zone"));
    }

    /** The answer alone. */
    public HttpResponse doAnswer(
            @QueryParameter String environment,
            @QueryParameter String version,
            @QueryParameter String at,
            @QueryParameter String zone) {
        return new ForecastFragment(answer(environment, version, at, zone));
    }

    private ForecastAnswer answer(String environment, String version, String at, String zone) {
        Times times = Times.ofRequest(zone);
        Question question = Question.of(at, zone, times);
        try {
            return ForecastAnswer.of(
                    question,
                    slots.forecast(
                            EnvironmentName.of(environment),
                            release(version),
                            People.current().principal(),
                            question.moment(times.now())),
                    times.in(ZoneId.of(question.zone())));
        } catch (NotPossibleException | InvalidValueException e) {
            return ForecastAnswer.problem(question, e.getMessage());
        } catch (LedgerException e) {
            return ForecastAnswer.problem(question, Problem.of(e, application));
        }
    }

    /** The release of that version that was asked for last, in whatever environment. */
    private Release release(String version) {
        String wanted = Util.fixNull(version).strip();
        return slots.names().stream()
                .flatMap(name ->
                        slots
                                .state(name)
                                .latest(promotion ->
                                        promotion.release().version().equals(wanted))
                                .stream())
                .max(Comparator.comparing(Promotion::requestedAt))
                .map(Promotion::release)
                .orElseThrow(() -> new InvalidValueException(
                        "version", version, "it takes a version that is on record in one of the environments"));
    }
}
