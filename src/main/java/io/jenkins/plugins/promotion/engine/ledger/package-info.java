/** The append-only record of each slot: JSON lines chained by hashes, durable before they are acknowledged. */
package io.jenkins.plugins.promotion.engine.ledger;
