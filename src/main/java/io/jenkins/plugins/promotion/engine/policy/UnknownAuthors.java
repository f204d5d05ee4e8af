package io.jenkins.plugins.promotion.engine.policy;

/** What follows when it is not known who made the commits that a deployment brings. */
public enum UnknownAuthors {
    /** The promotion is refused. */
    REFUSE,
    /** It goes on, and every page says that an author may have approved. */
    WARN
}
