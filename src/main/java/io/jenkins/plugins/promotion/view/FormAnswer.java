package io.jenkins.plugins.promotion.view;

import com.fasterxml.jackson.databind.json.JsonMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.promotion.engine.ledger.LedgerException;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.promotion.NotPossibleException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Answers a form: a program that wants JSON with JSON, everybody else with a page. What could not be done is answered with
 * 409 and the page of the form, on which a view finds it under {@link #REFUSED}.
 */
public final class FormAnswer implements HttpResponse {
    /** The attribute of the request under which a view finds the {@link Refusal}. */
    public static final String REFUSED = "promotionRefused";

    private static final Logger LOGGER = Logger.getLogger(FormAnswer.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Object page;
    private final String view;
    private final String next;
    private final Refusal refusal;

    private FormAnswer(Object page, String view, String next, @CheckForNull Refusal refusal) {
        this.page = page;
        this.view = view;
        this.next = next;
        this.refusal = refusal;
    }

    /**
     * Does what was asked for.
     *
     * @param page whose view shows the form
     * @param view the name of that view, such as {@code index.jelly}
     * @param form the name of the form among those of the view
     * @param about what it is about
     * @param text what was written, to be shown again when it cannot be done
     * @param deed does it and tells where to go next, below the root of Jenkins; a missing permission goes on as it is
     */
    public static FormAnswer to(
            Object page, String view, String form, String about, String text, Supplier<String> deed) {
        String problem;
        try {
            return new FormAnswer(page, view, deed.get(), null);
        } catch (NotPossibleException | InvalidValueException e) {
            problem = e.getMessage();
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, "A form could not be recorded", e);
            problem = Messages.FormAnswer_notRecorded();
        }
        return new FormAnswer(page, view, null, new Refusal(form, about, text, problem));
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        String accept = request.getHeader("Accept");
        if (refusal != null) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        }
        if (accept != null && accept.startsWith("application/json")) {
            response.setContentType("application/json;charset=UTF-8");
            response.getOutputStream()
                    .write(JSON.writeValueAsBytes(
                            refusal == null ? Map.of("done", true) : Map.of("problem", refusal.problem())));
        } else if (refusal == null) {
            HttpResponses.redirectViaContextPath(next).generateResponse(request, response, node);
        } else {
            request.setAttribute(REFUSED, refusal);
            request.getView(page, view).forward(request, response);
        }
    }
}
