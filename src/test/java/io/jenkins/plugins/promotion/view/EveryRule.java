package io.jenkins.plugins.promotion.view;

import hudson.model.Item;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.promotion.security.PromotionPermissions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Two environments by Configuration as Code: staging without rules, and production with a rule of every kind, by which it is
 * closed and frozen now. Release managers may declare hotfixes.
 */
public final class EveryRule {
    /** Whose clocks the rules go by. */
    public static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

    /** Brings 2.0 to staging, and asks for production. */
    public static final String PIPELINE = """
            promoteTo(environment: 'staging', version: '2.0') { echo 'tried' }
            promoteTo(environment: 'production', ticket: 'SHOP-7') { echo 'live' }
            """;

    private static final String YAML = """
            unclassified:
              environmentPromotion:
                environments:
                  - name: staging
                  - name: production
                    description: What customers use
                    order:
                      environments: [staging]
                    request:
                      ticket: true
                    windows:
                      - name: Deployment hours
                        zone: America/Los_Angeles
                        open: [%s]
                    freezes:
                      - name: Big sale
                        reason: Half of the year's orders
                        zone: America/Los_Angeles
                        from: %s
                        to: %s
                    checklists:
                      - name: Before the release
                        items:
                          - Load test result read
                          - Feature flags default to off
                          - Support team told
                    approvals:
                      - name: Release managers
                        count: 2
                        groups: [release-managers]
                        excludeInitiator: true
                        lapse: 2d
                      - name: Security
                        users: [roland]
                    hotfix:
                      groups: [release-managers]
                      approvals: 1
                      lifts: [windows, freezes, checklist]
            """;

    private EveryRule() {}

    /**
     * Puts it in force, with people beside those of {@link Readers}: priya and ines are release managers, and ines may also
     * build and override; quinn may approve and build, and no rule names her.
     */
    public static void configure(JenkinsRule jenkins) throws Exception {
        JenkinsRule.DummySecurityRealm realm = (JenkinsRule.DummySecurityRealm) jenkins.jenkins.getSecurityRealm();
        realm.addGroups("priya", "release-managers");
        realm.addGroups("ines", "release-managers");
        jenkins.jenkins.setAuthorizationStrategy(Readers.strategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, PromotionPermissions.APPROVE)
                .everywhere()
                .to("ines", "quinn")
                .grant(PromotionPermissions.OVERRIDE)
                .everywhere()
                .to("ines"));
        LocalDateTime now = LocalDateTime.now(ZONE).truncatedTo(ChronoUnit.MINUTES);
        String day = now.plusDays(3).getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        String yaml = YAML.formatted(
                day + " 10:00-15:00",
                now.minusDays(1),
                now.plusDays(1).toLocalDate().atTime(18, 0));
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
    }
}
