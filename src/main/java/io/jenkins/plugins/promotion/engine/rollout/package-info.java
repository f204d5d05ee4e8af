/**
 * Rollouts: a release takes over the traffic of an environment step by step. What is planned, and the machine that leads
 * from what is recorded to what is done next. Nothing here does I/O or reads a clock.
 */
package io.jenkins.plugins.promotion.engine.rollout;
