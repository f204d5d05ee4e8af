package io.jenkins.plugins.promotion.config;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Lists of environments, as JSON, that are not allowed wherever they are given, and what the refusal says. */
final class BadEnvironments {
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
                        "rule of a: 'qa' is not allowed; each rule of an environment has its own name"));
    }

    private static Arguments bad(String name, String json, String message) {
        return Arguments.of(Named.of(name, "[" + json.replace('\'', '"') + "]"), message);
    }
}
