/** Judging recorded metrics of a canary and its baseline, look by look. */
package io.jenkins.plugins.promotion.commandline.analysis;
