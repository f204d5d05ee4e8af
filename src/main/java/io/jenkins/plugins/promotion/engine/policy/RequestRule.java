package io.jenkins.plugins.promotion.engine.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import io.jenkins.plugins.promotion.engine.slot.Kind;
import io.jenkins.plugins.promotion.engine.slot.SlotEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The request must say more than what goes where. A rollback needs to say nothing.
 *
 * @param ticket whether it must name a ticket
 * @param notes whether it must have notes
 */
public record RequestRule(boolean ticket, boolean notes) implements Rule {
    /** @throws InvalidValueException when it asks for nothing */
    public RequestRule {
        if (!ticket && !notes) {
            throw new InvalidValueException("request", "nothing", "it asks for a ticket, for notes, or for both");
        }
    }

    @Override
    @JsonIgnore
    public String name() {
        return "Request";
    }

    @Override
    @JsonIgnore
    public String kind() {
        return "request";
    }

    @Override
    public RequestRule named(String other) {
        return this;
    }

    @Override
    public String sentence() {
        return "its request has " + (ticket && notes ? "a ticket and notes" : ticket ? "a ticket" : "notes");
    }

    @Override
    public Finding evaluate(Facts facts) {
        SlotEvent.Requested request = facts.promotion().requested();
        List<String> missing = new ArrayList<>();
        if (ticket && request.ticket() == null) {
            missing.add("ticket");
        }
        if (notes && request.notes() == null) {
            missing.add("notes");
        }
        if (missing.isEmpty() || request.kind() == Kind.ROLLBACK) {
            return Finding.satisfied(
                    this, request.ticket() == null ? "Nothing is missing." : "Ticket " + request.ticket() + ".");
        }
        return Finding.refused(
                this,
                "The request has no " + String.join(" and no ", missing) + ". Give " + String.join(" and ", missing)
                        + " with it.",
                "Whoever requests it");
    }
}
