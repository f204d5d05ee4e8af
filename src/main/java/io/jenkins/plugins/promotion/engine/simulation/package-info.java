/**
 * What a rollout would do with metrics as they usually are: it is played many times with random numbers, by the same judges,
 * at the same looks. So people see how often it would stop a good release, how soon a bad one, and how many it would reach.
 */
package io.jenkins.plugins.promotion.engine.simulation;
