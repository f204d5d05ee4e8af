package io.jenkins.plugins.promotion.config;

import io.jenkins.plugins.promotion.health.HttpHealthCheck;
import io.jenkins.plugins.promotion.health.MetricHealthCheck;
import io.jenkins.plugins.promotion.health.TcpHealthCheck;
import java.util.List;

/** Environments in which every field says something other than it does by default. */
final class EveryField {
    private EveryField() {}

    static List<EnvironmentDefinition> definitions() {
        EnvironmentDefinition staging = new EnvironmentDefinition("staging");
        EnvironmentDefinition qa = new EnvironmentDefinition("qa");
        qa.setQueue("inOrder");
        qa.setHold("The database is moved, <b>ask</b> Zoe");
        return List.of(staging, qa, production());
    }

    static EnvironmentDefinition production() {
        EnvironmentDefinition production = new EnvironmentDefinition("production");
        production.setDescription("What <customers> use");
        OrderDefinition order = new OrderDefinition(List.of("staging", "qa"));
        order.setRequire("any");
        order.setSoak("1h30m");
        production.setOrder(order);
        RequestDefinition request = new RequestDefinition();
        request.setTicket(true);
        production.setRequest(request);
        production.setWindows(List.of(windows()));
        production.setFreezes(List.of(yearEnd(), fridays()));
        production.setChecklists(
                List.of(checklist("Before", "Flags, off", "<b>\"Told\"</b>"), checklist(null, "Looked")));
        production.setApprovals(List.of(managers(), new ApprovalDefinition()));
        production.setQueue("inOrder");
        production.setRefuseOlder(false);
        production.setHotfix(hotfix());
        production.setHold("Stopped");
        production.setRollback(new RollbackDefinition(List.of("approvals", "windows")));
        production.setHealth(health());
        production.setWatch(watch());
        TagDefinition tag = new TagDefinition("v{version}");
        tag.setRepository("git@git.example:shop.git");
        tag.setCredentialsId("git-push");
        production.setTag(tag);
        return production;
    }

    static ApprovalDefinition managers() {
        ApprovalDefinition managers = new ApprovalDefinition();
        managers.setName("Release managers");
        managers.setCount(2);
        managers.setUsers(List.of("alice", "bob, the builder"));
        managers.setGroups(List.of("cn=release,ou=groups", "ops"));
        managers.setPermission("Promotion/Override");
        managers.setExcludeInitiator(true);
        managers.setExcludeAuthors(true);
        managers.setUnknownAuthors("warn");
        managers.setLapse("2d");
        return managers;
    }

    static WindowDefinition windows() {
        WindowDefinition windows =
                new WindowDefinition("America/Los_Angeles", List.of("Tue-Thu 10:00-15:00", "Fri 22:00-02:00"));
        windows.setName("Deployment hours");
        return windows;
    }

    static FreezeDefinition yearEnd() {
        FreezeDefinition yearEnd = new FreezeDefinition("The busiest weeks", "Europe/Berlin", "2026-12-18T15:00");
        yearEnd.setName("Year end");
        yearEnd.setTo("2027-01-04");
        return yearEnd;
    }

    static FreezeDefinition fridays() {
        FreezeDefinition fridays = new FreezeDefinition("Nobody is here to help", "Asia/Kolkata", "2026-01-02T12:00");
        fridays.setDuration("12h");
        fridays.setRepeat("FREQ=WEEKLY;BYDAY=FR");
        return fridays;
    }

    static ChecklistDefinition checklist(String name, String... items) {
        ChecklistDefinition checklist = new ChecklistDefinition(List.of(items));
        checklist.setName(name);
        return checklist;
    }

    static HealthDefinition health() {
        HttpHealthCheck shop = new HttpHealthCheck("https://shop.example.com/healthz?a=b");
        shop.setName("<b>Shop</b>");
        shop.setStatus("200,204");
        shop.setJson("$.status");
        shop.setExpected("UP");
        shop.setMaxLatency("2s");
        shop.setHeaders(List.of("Accept: application/json", "X-Probe: jenkins"));
        shop.setRedirects("0");
        TcpHealthCheck database = new TcpHealthCheck("db.example.com:5432");
        database.setTime("3s");
        MetricHealthCheck errors = new MetricHealthCheck("prometheus", "sum(rate(http_errors_total[5m]))");
        errors.setBelow("1");
        errors.setMaxIncrease("10%");
        HealthDefinition health = new HealthDefinition(List.of(shop, database, errors));
        health.setInterval("15s");
        health.setTimeout("10m");
        health.setSuccessThreshold(4);
        health.setFailureThreshold(2);
        health.setInitialDelay("30s");
        health.setSoak("30m");
        health.setErrorLimit(3);
        return health;
    }

    static WatchDefinition watch() {
        TcpHealthCheck database = new TcpHealthCheck("db.example.com:5432");
        database.setName("Still there");
        WatchDefinition watch = new WatchDefinition();
        watch.setChecks(List.of(database));
        watch.setSoak("6h");
        watch.setInterval("30s");
        watch.setTimeout("10m");
        watch.setFailureThreshold(5);
        watch.setOnUnwell("rollback");
        return watch;
    }

    static HotfixDefinition hotfix() {
        HotfixDefinition hotfix = new HotfixDefinition(0);
        hotfix.setUsers(List.of("carol"));
        hotfix.setGroups(List.of("on-call"));
        hotfix.setPermission("Job/Configure");
        hotfix.setLifts(List.of("windows", "order"));
        return hotfix;
    }
}
