package io.jenkins.plugins.promotion.cli;

/** How an answer is written. */
enum Format {
    /** Lines for people. */
    TEXT,
    /** One JSON object for programs. */
    JSON
}
