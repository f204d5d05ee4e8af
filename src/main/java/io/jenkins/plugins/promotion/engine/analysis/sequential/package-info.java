/**
 * Tests that may be looked at again and again: what intervals bring, the evidence that they add up to, and when it is
 * enough. Pure arithmetic on numbers; which metric they belong to and what follows from them is decided above.
 */
package io.jenkins.plugins.promotion.engine.analysis.sequential;
