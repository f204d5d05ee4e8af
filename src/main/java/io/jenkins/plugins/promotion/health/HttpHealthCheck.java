package io.jenkins.plugins.promotion.health;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.promotion.credentials.CredentialsChoice;
import io.jenkins.plugins.promotion.engine.health.Check;
import io.jenkins.plugins.promotion.engine.health.HttpCheck;
import io.jenkins.plugins.promotion.engine.health.StatusSet;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.net.Call;
import io.jenkins.plugins.promotion.engine.net.JsonQuery;
import io.jenkins.plugins.promotion.engine.net.Trust;
import io.jenkins.plugins.promotion.form.FieldCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A web page that must answer, and how: {@code http('https://shop.example.com/healthz')}. */
public final class HttpHealthCheck extends HealthCheck {
    private static final long serialVersionUID = 1L;

    private final String url;
    private String method;
    private String status;
    private String body;
    private String json;
    private String expected;
    private String maxLatency;
    private String credentialsId;
    private String trust;
    private String redirects;
    private ArrayList<String> headers;

    /** @param url where */
    @DataBoundConstructor
    public HttpHealthCheck(String url) {
        this.url = Util.fixEmptyAndTrim(url);
    }

    /** Where. */
    public String getUrl() {
        return url;
    }

    /** GET where nothing is written. */
    @CheckForNull
    public String getMethod() {
        return method;
    }

    /** @param method GET, HEAD, POST, PUT or OPTIONS */
    @DataBoundSetter
    public void setMethod(String method) {
        this.method = Util.fixEmptyAndTrim(method);
    }

    /** The statuses that are well. */
    @CheckForNull
    public String getStatus() {
        return status;
    }

    /** @param status statuses and ranges, such as {@code 200-299,304} */
    @DataBoundSetter
    public void setStatus(String status) {
        this.status = Util.fixEmptyAndTrim(status);
    }

    /** A text that must be in the body. */
    @CheckForNull
    public String getBody() {
        return body;
    }

    /** @param body as it stands in the body */
    @DataBoundSetter
    public void setBody(String body) {
        this.body = Util.fixEmptyAndTrim(body);
    }

    /** A path at which there must be a value. */
    @CheckForNull
    public String getJson() {
        return json;
    }

    /** @param json a JSON path, such as {@code $.status} */
    @DataBoundSetter
    public void setJson(String json) {
        this.json = Util.fixEmptyAndTrim(json);
    }

    /** The value that must be at the path. */
    @CheckForNull
    public String getExpected() {
        return expected;
    }

    /** @param expected as a text */
    @DataBoundSetter
    public void setExpected(String expected) {
        this.expected = Util.fixEmptyAndTrim(expected);
    }

    /** How long the whole answer may take. */
    @CheckForNull
    public String getMaxLatency() {
        return maxLatency;
    }

    /** @param maxLatency a duration, not longer than that of one probe */
    @DataBoundSetter
    public void setMaxLatency(String maxLatency) {
        this.maxLatency = Util.fixEmptyAndTrim(maxLatency);
    }

    /** The credentials to send. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    /** @param credentialsId the id of a secret text or of a user name with a password */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** The only certificates that are trusted. */
    @CheckForNull
    public String getTrust() {
        return trust;
    }

    /** @param trust certificates in PEM */
    @DataBoundSetter
    public void setTrust(String trust) {
        this.trust = Util.fixEmptyAndTrim(trust);
    }

    /** How many redirects are followed. */
    @CheckForNull
    public String getRedirects() {
        return redirects;
    }

    /** @param redirects 0 to 20 */
    @DataBoundSetter
    public void setRedirects(String redirects) {
        this.redirects = Util.fixEmptyAndTrim(redirects);
    }

    /** Headers to send, each {@code Name: value}; no secrets. */
    public List<String> getHeaders() {
        return headers == null ? List.of() : List.copyOf(headers);
    }

    /** @param headers each {@code Name: value} */
    @DataBoundSetter
    public void setHeaders(List<String> headers) {
        ArrayList<String> lines = new ArrayList<>(HeaderLines.of(Util.fixNull(headers)));
        this.headers = lines.isEmpty() ? null : lines;
    }

    /** The headers as a text of lines. */
    public String getHeadersText() {
        return String.join("\n", getHeaders());
    }

    @Override
    public Check toCheck() {
        return new HttpCheck(
                getName(),
                url,
                method,
                status == null ? null : new StatusSet(status),
                body,
                json == null ? null : new JsonQuery(json),
                expected,
                duration("maxLatency", maxLatency),
                HeaderLines.parse(getHeaders()),
                credentialsId,
                trust == null ? null : new Trust(trust),
                redirects == null ? null : parsedRedirects(redirects),
                parsedTime());
    }

    private static Integer parsedRedirects(String text) {
        if (!text.matches("\\d{1,4}")) {
            throw new InvalidValueException("redirects", text, "it takes 0 to " + HttpCheck.MOST_REDIRECTS);
        }
        return Integer.valueOf(text);
    }

    /** Describes the check to forms. */
    @Extension
    @Symbol("http")
    public static final class DescriptorImpl extends HealthCheckDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.HttpHealthCheck_displayName();
        }

        /** Headers can be written as a map as well, or as one text. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            Map<String, Object> texts = super.customInstantiate(arguments);
            texts.computeIfPresent("headers", (field, given) -> HeaderLines.written(given));
            return texts;
        }

        /** The methods. */
        public ListBoxModel doFillMethodItems() {
            ListBoxModel model = new ListBoxModel();
            model.add("GET", "");
            List.of("HEAD", "POST", "PUT", "OPTIONS").forEach(model::add);
            return model;
        }

        /** The credentials that may be chosen, for those who may choose; for others only the one that is chosen. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialsChoice.ANY.items(item, credentialsId);
        }

        /** Whether it is the URL of a web server. */
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return FieldCheck.optional(value, text -> Call.url("url", text));
        }

        /** Whether these are statuses. */
        public FormValidation doCheckStatus(@QueryParameter String value) {
            return FieldCheck.optional(value, StatusSet::new);
        }

        /** Whether it is a JSON path that is allowed. */
        public FormValidation doCheckJson(@QueryParameter String value) {
            return FieldCheck.optional(value, JsonQuery::new);
        }

        /** Whether it is a duration. */
        public FormValidation doCheckMaxLatency(@QueryParameter String value) {
            return duration("maxLatency", value);
        }

        /** Whether there are certificates in the text. */
        public FormValidation doCheckTrust(@QueryParameter String value) {
            return FieldCheck.optional(value, Trust::new);
        }

        /** Whether these are headers that may be set. */
        public FormValidation doCheckHeaders(@QueryParameter String value) {
            return FieldCheck.optional(value, text -> {
                HttpHealthCheck check = new HttpHealthCheck("http://localhost/");
                check.setHeaders(List.of(text));
                return check.toCheck();
            });
        }

        /** Whether it is a number that is allowed. */
        public FormValidation doCheckRedirects(@QueryParameter String value) {
            return FieldCheck.optional(value, text -> {
                HttpHealthCheck check = new HttpHealthCheck("http://localhost/");
                check.setRedirects(text);
                return check.toCheck();
            });
        }
    }
}
