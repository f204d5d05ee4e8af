package io.jenkins.plugins.promotion.engine.slot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.FreeText;
import io.jenkins.plugins.promotion.engine.model.Principal;
import java.util.List;

/**
 * Who made the commits that a deployment brings: those since the release that was live when it was requested.
 *
 * @param people every author and every committer, by user id where the security realm knows one
 * @param since the identity of the release that was live then, {@code null} when nothing was
 * @param unknown why not all of them are known, {@code null} when all are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Changes(List<Principal> people, String since, String unknown) {
    /** Copies the people and makes the reason fit for the record. */
    public Changes {
        people = people == null ? List.of() : List.copyOf(people);
        unknown = FreeText.of(unknown);
    }
}
