package io.jenkins.plugins.promotion.config;

import static io.jenkins.plugins.promotion.config.Fields.check;
import static io.jenkins.plugins.promotion.config.Fields.freezes;
import static io.jenkins.plugins.promotion.config.Fields.windows;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the form says below the fields of windows and freezes. */
@WithJenkins
class TimeFieldsTest {
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
}
