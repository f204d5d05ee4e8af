/** The {@code promotion} command line: what can be asked of the engine without a controller. */
package io.jenkins.plugins.promotion.commandline;
