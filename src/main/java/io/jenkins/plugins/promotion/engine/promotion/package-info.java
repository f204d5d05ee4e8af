/** The process of a promotion: a machine without I/O, and the slot that runs it against a ledger. */
package io.jenkins.plugins.promotion.engine.promotion;
