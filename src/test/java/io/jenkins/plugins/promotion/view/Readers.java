package io.jenkins.plugins.promotion.view;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.User;
import io.jenkins.plugins.promotion.config.ApprovalDefinition;
import io.jenkins.plugins.promotion.config.EnvironmentDefinition;
import io.jenkins.plugins.promotion.config.PromotionGlobalConfiguration;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/**
 * People with different rights, and their browsers without script: reader may only read, priya and jonas may also
 * approve, roland may also roll back, admin may do everything; anonymous may do nothing.
 */
public final class Readers {
    private final JenkinsRule jenkins;

    public Readers(JenkinsRule jenkins) {
        this.jenkins = jenkins;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(strategy());
    }

    /** What everybody may do everywhere. */
    public static MockAuthorizationStrategy strategy() {
        return new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "jonas", "priya", "roland")
                .grant(PromotionPermissions.APPROVE)
                .everywhere()
                .to("jonas", "priya")
                .grant(PromotionPermissions.ROLLBACK)
                .everywhere()
                .to("roland");
    }

    /** One environment, guarded, that takes one approval, not from whoever started. */
    public static void guarded() {
        EnvironmentDefinition guarded = new EnvironmentDefinition("guarded");
        ApprovalDefinition approvals = new ApprovalDefinition();
        approvals.setExcludeInitiator(true);
        guarded.setApprovals(List.of(approvals));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(new EnvironmentDefinition("staging"), guarded));
    }

    /** A build that this person has started. */
    public static WorkflowRun start(WorkflowJob job, String initiator) throws Exception {
        User.getById(initiator, true);
        return job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(initiator)))
                .waitForStart();
    }

    /** The browser of somebody, without style sheets and the page of login, which cost most of the time; it takes every status. */
    public JenkinsRule.WebClient web(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false);
        client.setThrowExceptionOnFailingStatusCode(false);
        client.setRefreshHandler((page, url, seconds) -> {}); // or a refusal would end at the login page
        client.getOptions().setCssEnabled(false);
        return user == null ? client : client.withBasicCredentials(user);
    }

    /** What somebody reads below the root. */
    public HtmlPage page(String user, String path) throws Exception {
        return web(user).goTo(path);
    }

    /** The text of a page, with single blanks. */
    public static String text(HtmlPage page) {
        return text(page.getBody());
    }

    /** The text of a part of a page, with single blanks. */
    public static String text(DomNode part) {
        return part.getTextContent().replaceAll("[\\s\u00a0]+", " ");
    }

    /** What the server sent. */
    public static String source(Page page) {
        return page.getWebResponse().getContentAsString();
    }

    /** The status with which the server answered. */
    public static int status(Page page) {
        return page.getWebResponse().getStatusCode();
    }

    /** What somebody is told as data. */
    public JSONObject json(String user, String path) throws Exception {
        return JSONObject.fromObject(source(web(user).goTo(path, "application/json")));
    }

    /** Posts a form with the crumb of that person: name, value, name, value. */
    public Page post(String user, String path, String... fields) throws Exception {
        JenkinsRule.WebClient client = web(user);
        WebRequest request = request(client, path, fields);
        client.addCrumb(request);
        return client.getPage(request);
    }

    /** The same as a script does it, which wants JSON. */
    public Page postAsScript(String user, String path, String... fields) throws Exception {
        JenkinsRule.WebClient client = web(user);
        WebRequest request = request(client, path, fields);
        client.addCrumb(request);
        request.setAdditionalHeader("Accept", "application/json");
        return client.getPage(request);
    }

    /** The same without a crumb. */
    public Page postWithoutCrumb(String user, String path, String... fields) throws Exception {
        JenkinsRule.WebClient client = web(user);
        return client.getPage(request(client, path, fields));
    }

    private static WebRequest request(JenkinsRule.WebClient client, String path, String... fields) throws Exception {
        WebRequest request = new WebRequest(new URL(client.getContextPath() + path), HttpMethod.POST);
        List<NameValuePair> parameters = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            parameters.add(new NameValuePair(fields[i], fields[i + 1]));
        }
        request.setRequestParameters(parameters);
        return request;
    }
}
