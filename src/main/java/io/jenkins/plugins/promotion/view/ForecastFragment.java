package io.jenkins.plugins.promotion.view;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers with a forecast alone, for the script that puts it into the page. */
public final class ForecastFragment implements HttpResponse {
    private final ForecastAnswer answer;

    /** @param answer what to show */
    public ForecastFragment(ForecastAnswer answer) {
        this.answer = answer;
    }

    /** What to show. */
    public ForecastAnswer getAnswer() {
        return answer;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setStatus(answer.problem() == null ? HttpServletResponse.SC_OK : HttpServletResponse.SC_BAD_REQUEST);
        response.setHeader("Cache-Control", "private, no-store");
        response.setContentType("text/html;charset=UTF-8");
        request.getView(this, "answer.jelly").forward(request, response);
    }
}
