/** The rollouts of a build on its page: steps, metrics with their evidence, and what people may do. */
package io.jenkins.plugins.promotion.canary;
