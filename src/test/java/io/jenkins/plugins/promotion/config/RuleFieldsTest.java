package io.jenkins.plugins.promotion.config;

import static io.jenkins.plugins.promotion.config.Fields.check;
import static io.jenkins.plugins.promotion.config.Fields.descriptor;
import static io.jenkins.plugins.promotion.config.Fields.freezes;
import static io.jenkins.plugins.promotion.config.Fields.windows;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.security.HudsonPrivateSecurityRealm;
import hudson.util.FormValidation;
import io.jenkins.plugins.promotion.engine.policy.Hotfix.Liftable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
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
}
