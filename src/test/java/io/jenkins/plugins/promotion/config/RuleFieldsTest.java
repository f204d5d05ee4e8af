package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.security.HudsonPrivateSecurityRealm;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.policy.Hotfix.Liftable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.text.StringEscapeUtils;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the form says below the fields of rules. */
@WithJenkins
class RuleFieldsTest {
    private static final String LONG = "n".repeat(10_000);
    private static JenkinsRule rule;

    @BeforeAll
    static void start(JenkinsRule started) {
        rule = started;
    }

    @AfterAll
    static void stop() throws Exception {
        rule.after();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Europe/Berlin  | OK    | (Europe/Berlin)
                    UTC            | OK    | (UTC)
                    Europe/Berln   | ERROR | did you mean 'Europe/Berlin'?
                    PST            | ERROR | zone: 'PST' is not allowed
                    +01:00         | ERROR | zone: '+01:00' is not allowed
                    ''             | ERROR | zone: a missing value is not allowed
                    <b>UTC</b>     | ERROR | zone: '<b>UTC</b>' is not allowed
                    """)
    void zonesAreChecked(String value, FormValidation.Kind kind, String message) {
        check(windows().doCheckZone(null, value), kind, message);
        check(freezes().doCheckZone(null, value), kind, message);
    }

    @Test
    void zonesAreFoundByAPartOfTheirName() {
        assertThat(windows().doAutoCompleteZone(null, "los ang").getValues()).contains("America/Los_Angeles");
        assertThat(freezes().doAutoCompleteZone(null, "KOLK").getValues()).containsExactly("Asia/Kolkata");
        assertThat(windows().doAutoCompleteZone(null, "a").getValues()).hasSizeLessThanOrEqualTo(20);
        assertThat(windows().doAutoCompleteZone(null, "gmt+5").getValues()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Mon-Sun 00:00-24:00 | UTC  | OK    | Always open
                    Tue-Thu 10:00-15:00 | UTC  | OK    | on
                    Fri 22:00-02:00     | UTC  | OK    | (UTC)
                    Tue-Thu 10:00-15:00 | nope | OK    |
                    Tue 15:00-10:00     | UTC  | ERROR | it ends before it begins
                    Tue 10:00-10:00     | UTC  | ERROR | it is empty
                    Tue 10-15           | nope | ERROR | a window is written
                    Tues 10:00-15:00    | UTC  | ERROR | a day is Mon, Tue
                    ''                  | UTC  | ERROR | without a window it never opens
                    """)
    void windowsAreCheckedAndSayWhenTheyOpen(String value, String zone, FormValidation.Kind kind, String message) {
        check(windows().doCheckOpen(null, value, zone), kind, message);
    }

    @Test
    void windowsAreWrittenOneALine() {
        check(
                windows().doCheckOpen(null, "Mon 00:00-24:00\r\n\r\n Tue-Sun 00:00-24:00 \n", "UTC"),
                FormValidation.Kind.OK,
                "Always open");
        check(
                windows().doCheckOpen(null, "Mon 00:00-24:00\nnever", "UTC"),
                FormValidation.Kind.ERROR,
                "window: 'never' is not allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2999-12-18T15:00 | UTC | 2999-12-20 | ''  | ''                 | OK    | Begins next on Wed 2999-12-18 15:00 (UTC)
                    2999-12-18 15:00 | UTC | ''         | 2d  | ''                 | OK    | Begins next on
                    2000-01-01       | UTC | ''         | 1d  | ''                 | OK    | It is over
                    2000-01-01       | UTC | ''         | 1d  | FREQ=YEARLY        | OK    | next on
                    2026-02-30       | UTC | ''         | 1d  | ''                 | ERROR | from: '2026-02-30' is not allowed; it takes a local time
                    soon             | ''  | ''         | ''  | ''                 | ERROR | from: 'soon' is not allowed
                    ''               | UTC | ''         | 1d  | ''                 | ERROR | from: a missing value is not allowed
                    1812-01-01       | UTC | ''         | 1d  | ''                 | ERROR | from: '1812-01-01T00:00' is not allowed
                    2026-01-01       | nope | ''        | 1d  | ''                 | OK    |
                    """)
    void freezesAreCheckedAndSayWhenTheyBegin(
            String from,
            String zone,
            String to,
            String duration,
            String repeat,
            FormValidation.Kind kind,
            String message) {
        check(freezes().doCheckFrom(null, from, zone, to, duration, repeat), kind, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-01-03 | 2026-01-02 | ''   | OK    |
                    2026-01-01 | 2026-01-02 | ''   | ERROR | a freeze ends after it begins, which is 2026-01-02T00:00
                    2026-01-02 | 2026-01-02 | ''   | ERROR | a freeze ends after it begins
                    2026-01-03 | 2026-01-02 | 1d   | ERROR | a freeze has either 'to' or 'duration'
                    ''         | 2026-01-02 | ''   | ERROR | a freeze has either 'to' or 'duration'
                    ''         | 2026-01-02 | 1d   | OK    |
                    ''         | 2026-01-02 | soon | OK    |
                    later      | 2026-01-02 | ''   | ERROR | to: 'later' is not allowed; it takes a local time
                    1975-01-01 | soon       | ''   | OK    |
                    2999-01-01 | 2026-01-02 | ''   | ERROR | a freeze ends after it begins, and after 3660 days at the latest
                    """)
    void endsAreChecked(String to, String from, String duration, FormValidation.Kind kind, String message) {
        check(freezes().doCheckTo(null, to, from, duration), kind, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    12h   | OK    |
                    ''    | OK    |
                    soon  | ERROR | duration: 'soon' is not allowed; a duration is written
                    0s    | ERROR | a freeze ends after it begins
                    9999d | ERROR | after 3660 days at the latest
                    """)
    void durationsAreChecked(String value, FormValidation.Kind kind, String message) {
        check(freezes().doCheckDuration(null, value), kind, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                             | 1d   | OK    |
                    FREQ=WEEKLY;BYDAY=FR           | 1d   | OK    |
                    FREQ=DAILY                     | 1d   | ERROR | the freeze never ends
                    FREQ=DAILY                     | soon | OK    |
                    FREQ=OFTEN                     | 1d   | ERROR | repeat: 'FREQ=OFTEN' is not allowed; it takes a recurrence rule of RFC 5545
                    FREQ=HOURLY                    | 1d   | ERROR | its frequency is DAILY, WEEKLY, MONTHLY or YEARLY
                    FREQ=YEARLY;UNTIL=20200101     | 1d   | ERROR | it never occurs
                    <b>weekly</b>                  | 1d   | ERROR | repeat: '<b>weekly</b>' is not allowed
                    """)
    void recurrencesAreChecked(String value, String duration, FormValidation.Kind kind, String message) {
        check(freezes().doCheckRepeat(null, value, "UTC", "2026-01-02", "", duration), kind, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x      | OK    | One item
                    LINES  | OK    | 2 items
                    TWICE  | ERROR | it takes 1 to 100 items, each once
                    ''     | ERROR | it takes 1 to 100 items, each once
                    """)
    void itemsAreChecked(String value, FormValidation.Kind kind, String message) {
        String text = value.replace("LINES", "x\r\n\r\n y ").replace("TWICE", "x\nx");
        check(descriptor(ChecklistDefinition.DescriptorImpl.class).doCheckItems(null, text), kind, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Promotion/Override | OK    |
                    Job/Build          | OK    |
                    ''                 | OK    |
                    Job/Bild           | ERROR | permission: 'Job/Bild' is not allowed; there is no such permission
                    Override           | ERROR | permission: 'Override' is not allowed
                    <b>x</b>           | ERROR | permission: '<b>x</b>' is not allowed
                    """)
    void permissionsAreChecked(String value, FormValidation.Kind kind, String message) {
        check(descriptor(ApprovalDefinition.DescriptorImpl.class).doCheckPermission(null, value), kind, message);
        check(descriptor(HotfixDefinition.DescriptorImpl.class).doCheckPermission(null, value), kind, message);
    }

    @Test
    void permissionsAreOffered() {
        assertThat(descriptor(ApprovalDefinition.DescriptorImpl.class).doFillPermissionItems(null))
                .contains("Promotion/Approve", "Promotion/Override", "Job/Build", "Overall/Administer")
                .doesNotHaveDuplicates();
    }

    @Test
    void peopleWhoMayDeclareAHotfixAreChecked() throws Exception {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null);
        realm.createAccount("alice", "secret");
        rule.jenkins.setSecurityRealm(realm);
        HotfixDefinition.DescriptorImpl descriptor = descriptor(HotfixDefinition.DescriptorImpl.class);

        check(descriptor.doCheckUsers(null, "alice", "", ""), FormValidation.Kind.OK, null);
        check(
                descriptor.doCheckUsers(null, "", "", ""),
                FormValidation.Kind.OK,
                "whoever has the permission Promotion/Override may declare one");
        assertThat(descriptor.doCheckUsers(null, "", "", "Job/Build").getMessage())
                .isNull();
        check(
                descriptor.doCheckUsers(null, "zoe", "", ""),
                FormValidation.Kind.WARNING,
                "The security realm knows no such user: zoe");
        check(
                descriptor.doCheckGroups(null, "ops"),
                FormValidation.Kind.WARNING,
                "The security realm knows no such group: ops");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0   | OK    |
                    100 | OK    |
                    101 | ERROR | approvals of hotfix: '101' is not allowed; 0 to 100
                    -1  | ERROR | approvals of hotfix: '-1' is not allowed
                    one | ERROR | approvals: 'one' is not allowed; it takes a whole number
                    """)
    void approvalsOfAHotfixAreChecked(String value, FormValidation.Kind kind, String message) {
        check(descriptor(HotfixDefinition.DescriptorImpl.class).doCheckApprovals(null, value), kind, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2d   | OK    |
                    ''   | OK    |
                    soon | ERROR | is not allowed; a duration is written 30s, 10m, 2h, 1d or 1h30m
                    """)
    void lapseAndSoakAreChecked(String value, FormValidation.Kind kind, String message) {
        check(descriptor(ApprovalDefinition.DescriptorImpl.class).doCheckLapse(null, value), kind, message);
        check(descriptor(OrderDefinition.DescriptorImpl.class).doCheckSoak(null, value), kind, message);
    }

    @ParameterizedTest
    @CsvSource({"true,true,OK", "true,false,OK", "false,true,OK", "false,false,ERROR"})
    void aRequestForNothingIsRefused(boolean notes, boolean ticket, FormValidation.Kind kind) {
        check(
                descriptor(RequestDefinition.DescriptorImpl.class).doCheckNotes(null, notes, ticket),
                kind,
                kind == FormValidation.Kind.OK ? null : "it asks for a ticket, for notes, or for both");
    }

    @Test
    void aHoldIsPointedOut() {
        EnvironmentDefinition.DescriptorImpl descriptor = descriptor(EnvironmentDefinition.DescriptorImpl.class);

        check(descriptor.doCheckHold(null, " "), FormValidation.Kind.OK, null);
        check(
                descriptor.doCheckHold(null, "The database is moved"),
                FormValidation.Kind.WARNING,
                "While there is a reason here, nothing is deployed to this environment.");
    }

    @Test
    void longTextsAreRefused() {
        List<FormValidation> answers = List.of(
                windows().doCheckName(null, LONG),
                windows().doCheckZone(null, LONG),
                windows().doCheckOpen(null, LONG, "UTC"),
                freezes().doCheckName(null, LONG),
                freezes().doCheckReason(null, LONG),
                freezes().doCheckFrom(null, LONG, "UTC", "", "1d", ""),
                freezes().doCheckTo(null, LONG, "2026-01-01", ""),
                freezes().doCheckDuration(null, LONG),
                freezes().doCheckRepeat(null, LONG, "UTC", "2026-01-01", "", "1d"),
                descriptor(ChecklistDefinition.DescriptorImpl.class).doCheckName(null, LONG),
                descriptor(ChecklistDefinition.DescriptorImpl.class).doCheckItems(null, LONG),
                descriptor(ApprovalDefinition.DescriptorImpl.class).doCheckLapse(null, LONG),
                descriptor(ApprovalDefinition.DescriptorImpl.class).doCheckPermission(null, LONG),
                descriptor(HotfixDefinition.DescriptorImpl.class).doCheckUsers(null, LONG, "", ""),
                descriptor(OrderDefinition.DescriptorImpl.class).doCheckSoak(null, LONG),
                descriptor(EnvironmentDefinition.DescriptorImpl.class).doCheckHold(null, LONG));

        assertThat(answers)
                .allSatisfy(answer -> check(answer, FormValidation.Kind.ERROR, "(10000 characters) is not allowed"));
    }

    @Test
    void namesAndReasonsAreChecked() {
        check(windows().doCheckName(null, "Deployment hours"), FormValidation.Kind.OK, null);
        check(freezes().doCheckName(null, "<b>Year end</b>"), FormValidation.Kind.OK, null);
        check(
                freezes().doCheckReason(null, ""),
                FormValidation.Kind.ERROR,
                "reason of 'Freeze': a missing value is not allowed");
        check(freezes().doCheckReason(null, "a\nb"), FormValidation.Kind.ERROR, "it takes one line");
    }

    @Test
    void everyKindThatCanBeLiftedCanBeTicked() {
        assertThat(descriptor(HotfixDefinition.DescriptorImpl.class)
                        .getLiftable()
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Liftable.values()).map(Liftable::word).toList());
    }

    @Test
    void theFormShowsBelowTheFieldWhenWindowsOpen() throws Exception {
        EnvironmentDefinition production = new EnvironmentDefinition("production");
        production.setWindows(List.of(new WindowDefinition("UTC", List.of("Mon-Sun 00:00-24:00"))));
        PromotionGlobalConfiguration.get().setEnvironments(List.of(production));
        JenkinsRule.WebClient client = rule.createWebClient();

        HtmlPage page = client.goTo("manage/environments/");
        client.waitForBackgroundJavaScript(20_000);
        assertThat(page.getFormByName("config").asNormalizedText()).contains("Always open");

        HtmlTextArea open = page.getElementByName("_.open");
        open.setText("Mon 15:00-10:00");
        open.fireEvent("change");
        client.waitForBackgroundJavaScript(20_000);
        assertThat(page.getFormByName("config").asNormalizedText())
                .contains("window: 'Mon 15:00-10:00' is not allowed; it ends before it begins");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soak             | ''   | OK    |
            soak             | 30m  | OK    |
            soak             | long | ERROR | soak: 'long' is not allowed; a duration is written
            soak             | 31d  | ERROR | soak: '31d' is not allowed; it takes 0s to 30d
            timeout          | 0s   | ERROR | timeout: '0s' is not allowed
            interval         | 0s   | ERROR | interval: '0s' is not allowed; it takes 1s or more
            initialDelay     | 1m   | OK    |
            successThreshold | 0    | ERROR | successThreshold: '0' is not allowed; it takes 1 to 1000
            successThreshold | two  | ERROR | successThreshold: 'two' is not allowed; it takes a whole number
            failureThreshold | -1   | ERROR | failureThreshold: '-1' is not allowed; it takes 0 to 1000
            errorLimit       | 3    | OK    |
            """)
    void timesAndCountsOfHealthAreChecked(String field, String value, FormValidation.Kind kind, String message) {
        HealthDefinition.DescriptorImpl health = descriptor(HealthDefinition.DescriptorImpl.class);
        check(
                switch (field) {
                    case "soak" -> health.doCheckSoak(null, value);
                    case "timeout" -> health.doCheckTimeout(null, value);
                    case "interval" -> health.doCheckInterval(null, value);
                    case "initialDelay" -> health.doCheckInitialDelay(null, value);
                    case "successThreshold" -> health.doCheckSuccessThreshold(null, value);
                    case "failureThreshold" -> health.doCheckFailureThreshold(null, value);
                    default -> health.doCheckErrorLimit(null, value);
                },
                kind,
                message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soak             | 2h  | OK    |
            soak             | 31d | ERROR | soak: '31d' is not allowed; it takes 0s to 30d
            soak             | 0s  | ERROR | a watch lasts for a time, such as 2h
            interval         | x   | ERROR | interval
            timeout          | 10m | OK    |
            failureThreshold | 0   | ERROR | failureThreshold: '0' is not allowed; a watch ends when a check is unwell
            failureThreshold | two | ERROR | failureThreshold: 'two' is not allowed; it takes a whole number
            """)
    void timesAndCountsOfWatchesAreChecked(String field, String value, FormValidation.Kind kind, String message) {
        WatchDefinition.DescriptorImpl watch = descriptor(WatchDefinition.DescriptorImpl.class);
        check(
                switch (field) {
                    case "soak" -> watch.doCheckSoak(null, value);
                    case "timeout" -> watch.doCheckTimeout(null, value);
                    case "interval" -> watch.doCheckInterval(null, value);
                    default -> watch.doCheckFailureThreshold(null, value);
                },
                kind,
                message);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ApprovalDefinition.class,
                ChecklistDefinition.class,
                EnvironmentDefinition.class,
                FreezeDefinition.class,
                HealthDefinition.class,
                HotfixDefinition.class,
                OrderDefinition.class,
                RequestDefinition.class,
                RollbackDefinition.class,
                WatchDefinition.class,
                WindowDefinition.class
            })
    void everyFieldIsExplained(Class<?> definition) throws Exception {
        JenkinsRule.WebClient client = rule.createWebClient();
        for (Class<?> type = definition; type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    String help = client.goTo(
                                    "descriptor/" + definition.getName() + "/help/" + field.getName(), "text/html")
                            .getWebResponse()
                            .getContentAsString();
                    assertThat(help).as(definition + " " + field.getName()).contains("<div>");
                }
            }
        }
    }

    private static WindowDefinition.DescriptorImpl windows() {
        return descriptor(WindowDefinition.DescriptorImpl.class);
    }

    private static FreezeDefinition.DescriptorImpl freezes() {
        return descriptor(FreezeDefinition.DescriptorImpl.class);
    }

    private static <T extends Descriptor<?>> T descriptor(Class<T> type) {
        return ExtensionList.lookupSingleton(type);
    }

    private static void check(FormValidation validation, FormValidation.Kind kind, String message) {
        String said = validation.getMessage() == null ? "" : StringEscapeUtils.unescapeHtml4(validation.getMessage());
        assertThat(validation.kind).as(said).isEqualTo(kind);
        if (message != null) {
            assertThat(said).contains(message);
            assertThat(validation.renderHtml()).doesNotContain("<b>");
        }
    }
}
