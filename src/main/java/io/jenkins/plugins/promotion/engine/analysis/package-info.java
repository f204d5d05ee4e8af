/**
 * The comparison of a canary with its baseline: what is measured, by which test it is judged, what was found. It is a fold:
 * what came since the last look goes in, a report comes out, and what has to be recorded can be taken at any time.
 */
package io.jenkins.plugins.promotion.engine.analysis;
