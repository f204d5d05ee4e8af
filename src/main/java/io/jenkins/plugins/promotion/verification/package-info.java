/**
 * The health checks that environments demand of every deployment: run by the controller, whatever becomes of the build, and
 * on record in the ledger of the slot.
 */
package io.jenkins.plugins.promotion.verification;
