package io.jenkins.plugins.promotion.view;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Answers with the part of a page that keeps itself up to date: alone, and only when it differs from what the reader has.
 * The view {@code fragment.jelly} of the page finds what it is to show in the attribute {@value #SHOWN} of the request, so
 * that what is sent is what the tag was made of.
 */
public final class LiveFragment implements HttpResponse {
    private static final String SHOWN = "promotionShown";
    private static final String VIEW = "fragment.jelly";

    private final Object page;
    private final Object shown;
    private final String digest;

    /**
     * @param page whose view it is
     * @param shown what it shows
     * @param digest differs when anything that the reader sees differs
     */
    public LiveFragment(Object page, Object shown, String digest) {
        this.page = page;
        this.shown = shown;
        this.digest = digest;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setHeader("ETag", "\"" + digest + "\"");
        response.setHeader("Cache-Control", "private, no-cache");
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(digest)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        } else {
            response.setContentType("text/html;charset=UTF-8");
            request.setAttribute(SHOWN, shown);
            request.getView(page, VIEW).forward(request, response);
        }
    }
}
