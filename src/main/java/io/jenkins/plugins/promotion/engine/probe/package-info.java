/** Probes: they look, within the bounds of a check, and say what they found. */
package io.jenkins.plugins.promotion.engine.probe;
