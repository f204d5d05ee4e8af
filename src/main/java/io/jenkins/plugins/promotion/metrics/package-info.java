/**
 * Where the numbers of health checks and analyses come from, and what may be reached over the network: configured by
 * administrators, for the controller or a folder.
 */
package io.jenkins.plugins.promotion.metrics;
