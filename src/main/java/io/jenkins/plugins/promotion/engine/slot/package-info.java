/**
 * A slot (one application in one environment) as a fold of its recorded events. Everything here is immutable and free of
 * I/O; what a promotion is, was and waits for is answered from {@link
 * io.jenkins.plugins.promotion.engine.slot.SlotState}.
 */
package io.jenkins.plugins.promotion.engine.slot;
