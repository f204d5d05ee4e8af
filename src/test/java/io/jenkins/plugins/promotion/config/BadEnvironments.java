package io.jenkins.plugins.promotion.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Lists of environments, as JSON, that are not allowed wherever they are given, and what the refusal says. */
final class BadEnvironments {
    private static final String LONG = "n".repeat(10_000);

    private BadEnvironments() {}

    static Stream<Arguments> table() {
        return Stream.of(
                bad("no environment", "", "environments: '[]' is not allowed; it takes one environment or more"),
                bad("no name", "{'queue':'inOrder'}", "environment: a missing value is not allowed"),
                bad("slash", "{'name':'a/b'}", "environment number 1: environment: 'a/b' is not allowed"),
                bad("dots", "{'name':'..'}", "environment: '..' is not allowed"),
                bad("markup", "{'name':'<b>x</b>'}", "environment: '<b>x</b>' is not allowed"),
                bad("10,000 characters", "{'name':'" + "n".repeat(10_000) + "'}", "(10000 characters) is not allowed"),
                bad("twice", "{'name':'qa'},{'name':'QA'}", "environment number 2: name: 'QA' is not allowed"),
                bad(
                        "circle",
                        "{'name':'a','order':{'environments':['b']}},{'name':'b','order':{'environments':['a']}}",
                        "environments cannot require each other in a circle"),
                bad("itself", "{'name':'a','order':{'environments':['a']}}", "an environment cannot require itself"),
                bad(
                        "unknown",
                        "{'name':'staging'},{'name':'a','order':{'environments':['stagin']}}",
                        "order of a: 'stagin' is not allowed; there is no such environment; did you mean 'staging'?"),
                bad("empty order", "{'name':'a','order':{'environments':[]}}", "it takes one or more environments"),
                bad(
                        "order twice",
                        "{'name':'a'},{'name':'b','order':{'environments':['a','A']}}",
                        "it takes one or more environments, each once"),
                bad(
                        "require",
                        "{'name':'a'},{'name':'b','order':{'environments':['a'],'require':'some'}}",
                        "require: 'some' is not allowed; allowed: all, any"),
                bad(
                        "queue",
                        "{'name':'a','queue':'fifo'}",
                        "queue: 'fifo' is not allowed; allowed: inOrder, newestFirst"),
                bad(
                        "count 0",
                        "{'name':'a','approvals':[{'count':0}]}",
                        "'0' is not allowed; 1 to 100 can be asked for"),
                bad("count 101", "{'name':'a','approvals':[{'count':101}]}", "'101' is not allowed; 1 to 100"),
                bad(
                        "more than named",
                        "{'name':'a','approvals':[{'count':3,'users':['x','y']}]}",
                        "'3' is not allowed; only 2 people may approve"),
                bad("blank user", "{'name':'a','approvals':[{'users':['x',' ']}]}", "users: ' ' is not allowed"),
                bad("blank group", "{'name':'a','approvals':[{'groups':['']}]}", "groups: '' is not allowed"),
                bad(
                        "long rule name",
                        "{'name':'a','approvals':[{'name':'" + "n".repeat(101) + "'}]}",
                        "(101 characters) is not allowed"),
                bad(
                        "two rules of one name",
                        "{'name':'a','approvals':[{'name':'QA'},{'name':'qa'}]}",
                        "rule of a: 'qa' is not allowed; each rule of an environment has its own name"),
                bad(
                        "unknown zone",
                        "{'name':'a','windows':[{'zone':'Europe/Berln','open':['Mon 10:00-11:00']}]}",
                        "environment number 1: windows: zone: 'Europe/Berln' is not allowed; it takes a time zone by name, such as Europe/Berlin or UTC; did you mean 'Europe/Berlin'?"),
                bad(
                        "no zone",
                        "{'name':'a','windows':[{'open':['Mon 10:00-11:00']}]}",
                        "windows: zone: a missing value is not allowed"),
                bad(
                        "window before start",
                        "{'name':'a','windows':[{'zone':'UTC','open':['Mon 15:00-10:00']}]}",
                        "window: 'Mon 15:00-10:00' is not allowed; it ends before it begins"),
                bad(
                        "no window that can be read",
                        "{'name':'a','windows':[{'zone':'UTC','open':['mornings']}]}",
                        "window: 'mornings' is not allowed; a window is written"),
                bad(
                        "no window",
                        "{'name':'a','windows':[{'zone':'UTC','open':[]}]}",
                        "windows: '[]' is not allowed; without a window it never opens"),
                bad(
                        "never opens",
                        "{'name':'a','windows':[{'zone':'UTC','open':['Mon 10:00-11:00']},{'name':'b','zone':'UTC','open':['Tue 10:00-11:00']}]}",
                        "environment number 1: windows of a: '[Mon 10:00-11:00 (UTC), Tue 10:00-11:00 (UTC)]' is not allowed; its windows and freezes leave no time to deploy, it never opens"),
                bad(
                        "second of two windows",
                        "{'name':'a','windows':[{'zone':'UTC','open':['Mon 10:00-11:00']},{'name':'b','zone':'UTC','open':['Tue 10-11']}]}",
                        "environment number 1: windows number 2: window: 'Tue 10-11' is not allowed"),
                bad(
                        "RRULE",
                        "{'name':'a','freezes':[{'reason':'r','zone':'UTC','from':'2026-01-01','duration':'1d','repeat':'FREQ=OFTEN'}]}",
                        "freezes: repeat: 'FREQ=OFTEN' is not allowed; it takes a recurrence rule of RFC 5545"),
                bad(
                        "hourly RRULE",
                        "{'name':'a','freezes':[{'reason':'r','zone':'UTC','from':'2026-01-01','duration':'1d','repeat':'FREQ=HOURLY'}]}",
                        "'FREQ=HOURLY' is not allowed; its frequency is DAILY, WEEKLY, MONTHLY or YEARLY"),
                bad(
                        "endless freeze",
                        "{'name':'a','freezes':[{'reason':'r','zone':'UTC','from':'2026-01-01','duration':'1d','repeat':'FREQ=DAILY'}]}",
                        "the freeze never ends"),
                bad(
                        "freeze before start",
                        "{'name':'a','freezes':[{'reason':'r','zone':'UTC','from':'2026-01-02','to':'2026-01-01'}]}",
                        "to: '2026-01-01T00:00' is not allowed; a freeze ends after it begins"),
                bad(
                        "freeze without end",
                        "{'name':'a','freezes':[{'reason':'r','zone':'UTC','from':'2026-01-02'}]}",
                        "to: a missing value is not allowed; a freeze has either 'to' or 'duration'"),
                bad(
                        "freeze with two ends",
                        "{'name':'a','freezes':[{'reason':'r','zone':'UTC','from':'2026-01-02','to':'2026-01-03','duration':'1d'}]}",
                        "a freeze has either 'to' or 'duration'"),
                bad(
                        "freeze without reason",
                        "{'name':'a','freezes':[{'zone':'UTC','from':'2026-01-02','duration':'1d'}]}",
                        "reason of 'Freeze': a missing value is not allowed"),
                bad(
                        "no such day",
                        "{'name':'a','freezes':[{'reason':'r','zone':'UTC','from':'2026-02-30','duration':'1d'}]}",
                        "from: '2026-02-30' is not allowed; it takes a local time"),
                bad(
                        "empty checklist",
                        "{'name':'a','checklists':[{'items':[]}]}",
                        "items of 'Checklist': '[]' is not allowed; it takes 1 to 100 items, each once"),
                bad(
                        "item twice",
                        "{'name':'a','checklists':[{'items':['x','x']}]}",
                        "it takes 1 to 100 items, each once"),
                bad(
                        "long item",
                        "{'name':'a','checklists':[{'items':['" + LONG + "']}]}",
                        "(10000 characters) is not allowed; it takes one line of at most 500 characters"),
                bad(
                        "request for nothing",
                        "{'name':'a','request':{'ticket':false}}",
                        "request: 'nothing' is not allowed; it asks for a ticket, for notes, or for both"),
                bad(
                        "unknown lift",
                        "{'name':'a','hotfix':{'lifts':['slot']}}",
                        "lifts: 'slot' is not allowed; allowed: checklist, freezes, order, request, windows"),
                bad(
                        "watch of nothing",
                        "{'name':'a','watch':{'soak':'2h'}}",
                        "watch of a: checks: 'none' is not allowed; a watch has checks of its own"),
                bad(
                        "unknown consequence",
                        "{'name':'a','watch':{'soak':'2h','onUnwell':'panic'}}",
                        "onUnwell: 'panic' is not allowed; allowed: ask, report, rollback"),
                bad(
                        "unknown waiver",
                        "{'name':'a','rollback':{'waives':['order']}}",
                        "waives: 'order' is not allowed; allowed: approvals, checklist, freezes, windows"),
                bad(
                        "the same tag for all",
                        "{'name':'a','tag':{'name':'{application}'}}",
                        "tag: '{application}' is not allowed; it takes {version}, {promotion} or {build}"),
                bad(
                        "hotfix with 101 approvals",
                        "{'name':'a','hotfix':{'approvals':101}}",
                        "approvals of hotfix: '101' is not allowed; 0 to 100"),
                bad(
                        "hotfix of an unknown permission",
                        "{'name':'a','hotfix':{'permission':'Job/Bild'}}",
                        "permission: 'Job/Bild' is not allowed; there is no such permission"),
                bad(
                        "approvals of an unknown permission",
                        "{'name':'a','approvals':[{'permission':'Override'}]}",
                        "permission: 'Override' is not allowed; there is no such permission"),
                bad(
                        "lapse",
                        "{'name':'a','approvals':[{'lapse':'soon'}]}",
                        "approvals: lapse: 'soon' is not allowed; a duration is written 30s, 10m, 2h, 1d or 1h30m"),
                bad(
                        "unknown authors",
                        "{'name':'a','approvals':[{'unknownAuthors':'ignore'}]}",
                        "unknownAuthors: 'ignore' is not allowed; allowed: refuse, warn"),
                bad(
                        "soak",
                        "{'name':'a'},{'name':'b','order':{'environments':['a'],'soak':'long'}}",
                        "environment number 2: order: soak: 'long' is not allowed; a duration is written"),
                bad(
                        "soak of two years",
                        "{'name':'a'},{'name':'b','order':{'environments':['a'],'soak':'800d'}}",
                        "order soak: '800d' is not allowed; it takes a second to 366 days"),
                bad(
                        "long hold",
                        "{'name':'a','hold':'" + LONG + "'}",
                        "(10000 characters) is not allowed; it takes one line of at most 500 characters"),
                bad(
                        "long zone",
                        "{'name':'a','windows':[{'zone':'" + LONG + "','open':['Mon 10:00-11:00']}]}",
                        "(10000 characters) is not allowed; it takes a time zone by name"),
                bad(
                        "markup in a window",
                        "{'name':'a','windows':[{'zone':'UTC','open':['<b>Mon</b> 10:00-11:00']}]}",
                        "window: '<b>Mon</b> 10:00-11:00' is not allowed"),
                bad(
                        "rules of two kinds with one name",
                        "{'name':'a','checklists':[{'name':'QA','items':['x']}],'approvals':[{'name':'qa'}]}",
                        "rule of a: 'qa' is not allowed; each rule of an environment has its own name"),
                bad(
                        "name that is taken",
                        "{'name':'a','approvals':[{'name':'Hold'}]}",
                        "rule of a: 'Hold' is not allowed; each rule of an environment has its own name"));
    }

    private static Arguments bad(String name, String json, String message) {
        return Arguments.of(Named.of(name, "[" + json.replace('\'', '"') + "]"), message);
    }
}
