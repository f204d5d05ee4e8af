/**
 * Monitoring systems that can be asked for numbers: a port, and a client for each that has a documented HTTP API. Whatever
 * they answer, also what they should not, ends as a measurement or as a fault with a name.
 */
package io.jenkins.plugins.promotion.engine.metrics;
