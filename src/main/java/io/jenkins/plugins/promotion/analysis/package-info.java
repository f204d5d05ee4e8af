/** Analyses of canaries as administrators define them, and how rollouts find them. */
package io.jenkins.plugins.promotion.analysis;
