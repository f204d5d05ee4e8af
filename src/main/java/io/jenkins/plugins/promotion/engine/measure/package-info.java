/**
 * What stands between a running rollout and the judges: which metrics are measured and how, the questions to their sources
 * at the end of each interval, and what came of them, kept so that nothing is asked twice and nothing is left out.
 */
package io.jenkins.plugins.promotion.engine.measure;
