/**
 * Environments, their rules, and what the rules say of a promotion: satisfied, waiting or refused, and always why, who
 * can change it, and when it changes by itself.
 */
package io.jenkins.plugins.promotion.engine.policy;
