/** The step {@code canaryRollout}, what people do to rollouts, and where their analyses come from. */
package io.jenkins.plugins.promotion.rollout;
