/** Proposing tolerance and bake from what was recorded of past releases. */
package io.jenkins.plugins.promotion.commandline.suggest;
