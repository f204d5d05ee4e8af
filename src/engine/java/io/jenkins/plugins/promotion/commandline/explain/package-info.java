/** Asking ahead: what every rule would say of a release at a given moment, and when it could go out. */
package io.jenkins.plugins.promotion.commandline.explain;
