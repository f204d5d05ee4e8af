/**
 * When something is open: weekly windows and closures, each by the clock on the wall of a named zone. Local times become
 * instants as RFC 5545 section 3.3.5 says: one that does not occur is read with the offset before the gap, one that occurs
 * twice means the first.
 */
package io.jenkins.plugins.promotion.engine.schedule;
