package io.jenkins.plugins.promotion.config;

import java.net.URL;
import java.util.List;
import org.apache.commons.text.StringEscapeUtils;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;

/** Requests as a browser, or somebody who writes them by hand, would send them. */
final class FormPost {
    private FormPost() {}

    /** What came back. */
    record Answer(int status, String text) {}

    /** Submits a form of Jenkins with this content. */
    static Answer submit(JenkinsRule rule, JenkinsRule.WebClient client, String path, String json) throws Exception {
        WebRequest request = new WebRequest(client.createCrumbedUrl(path), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("json", json)));
        return send(client, request);
    }

    /** Posts a document. */
    static Answer xml(JenkinsRule.WebClient client, String path, String document) throws Exception {
        WebRequest request = new WebRequest(client.createCrumbedUrl(path), HttpMethod.POST);
        request.setAdditionalHeader("Content-Type", "application/xml");
        request.setRequestBody(document);
        return send(client, request);
    }

    /** Sends without a body, as GET or POST. */
    static Answer send(JenkinsRule rule, JenkinsRule.WebClient client, HttpMethod method, String path)
            throws Exception {
        URL url = method == HttpMethod.POST ? client.createCrumbedUrl(path) : new URL(rule.getURL(), path);
        return send(client, new WebRequest(url, method));
    }

    private static Answer send(JenkinsRule.WebClient client, WebRequest request) throws Exception {
        client.getOptions().setRedirectEnabled(false);
        // no page is made of it: nothing on it runs, and the hundreds of refusals are not parsed
        WebResponse response = client.loadWebResponse(request);
        return new Answer(response.getStatusCode(), StringEscapeUtils.unescapeHtml4(response.getContentAsString()));
    }
}
