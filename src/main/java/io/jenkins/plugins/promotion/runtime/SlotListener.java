package io.jenkins.plugins.promotion.runtime;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.promotion.engine.slot.SlotState;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Hears of the slots of this controller. It is called on the thread that changed or read one, and does not block it. */
public interface SlotListener extends ExtensionPoint {
    /** A slot has changed, which is on record. */
    void changed(ApplicationSlots slots, SlotState before, SlotState after);

    /** Somebody has looked whether a slot goes on. */
    default void looked(ApplicationSlots slots, SlotState state) {}

    /** Tells all of them. What goes wrong in one is no concern of whoever changed the slot. */
    static void tell(ApplicationSlots slots, SlotState before, SlotState after) {
        for (SlotListener listener : ExtensionList.lookup(SlotListener.class)) {
            try {
                if (before.version() == after.version()) {
                    listener.looked(slots, after);
                } else {
                    listener.changed(slots, before, after);
                }
            } catch (RuntimeException e) {
                Logger.getLogger(SlotListener.class.getName())
                        .log(Level.WARNING, e, () -> listener.getClass() + " failed at a change of a slot");
            }
        }
    }
}
