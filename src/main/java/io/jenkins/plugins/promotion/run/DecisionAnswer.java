package io.jenkins.plugins.promotion.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers a form: the script with JSON, a browser without script with a page. */
final class DecisionAnswer implements HttpResponse {
    private static final String REFUSED = "promotionRefused";

    private final PromotionRunAction action;
    private final RefusedInput refused;

    /** @param refused what could not be done, {@code null} when it was done */
    DecisionAnswer(PromotionRunAction action, @CheckForNull RefusedInput refused) {
        this.action = action;
        this.refused = refused;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        String accept = request.getHeader("Accept");
        if (refused != null) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        }
        if (accept != null && accept.startsWith("application/json")) {
            JSONObject body = refused == null
                    ? new JSONObject().element("done", true)
                    : new JSONObject().element("problem", refused.problem());
            response.setContentType("application/json;charset=UTF-8");
            response.getOutputStream().write(body.toString().getBytes(StandardCharsets.UTF_8));
        } else if (refused == null) {
            HttpResponses.redirectViaContextPath(action.run().getUrl()).generateResponse(request, response, node);
        } else {
            request.setAttribute(REFUSED, refused);
            request.getView(action, "index.jelly").forward(request, response);
        }
    }
}
