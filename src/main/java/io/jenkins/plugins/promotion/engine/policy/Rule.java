package io.jenkins.plugins.promotion.engine.policy;

/**
 * A protection of an environment, set by its administrators.
 *
 * <p>A rule is an immutable value. {@link #evaluate} is a pure function of the facts: the same facts give the same
 * finding, at every start of the controller.
 */
public sealed interface Rule permits OrderRule, ApprovalRule, ChecklistRule, RequestRule, TimeRule {
    /** Its name, unique in its environment. */
    String name();

    /** Which kind of rule it is, in one lower-case word. */
    String kind();

    /** What it demands, as a phrase that goes on after "A release enters once". */
    String sentence();

    /** The same rule under another name; where its name is fixed, the same rule. */
    Rule named(String other);

    /** What it says of the promotion. */
    Finding evaluate(Facts facts);

    /** A short digest of all that it demands: differs whenever any part of the rule differs. */
    default String version() {
        return RuleVersion.of(this);
    }
}
