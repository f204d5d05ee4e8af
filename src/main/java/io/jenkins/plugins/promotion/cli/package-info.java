/** The commands of Jenkins' own command line: what waits and why, and what people decide about it. */
package io.jenkins.plugins.promotion.cli;
