package io.jenkins.plugins.promotion.commandline.rehearsal;

/** How the service of a release behaves where it is deployed. */
enum Behaviour {
    /** It answers, and says that it is healthy. */
    HEALTHY,
    /** It answers, and says that it is not healthy. */
    UNHEALTHY,
    /** It ends before it answers. */
    CRASHES
}
