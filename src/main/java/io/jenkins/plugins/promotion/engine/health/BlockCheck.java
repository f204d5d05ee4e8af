package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * A block of steps whose success is what is checked, such as smoke tests. It runs elsewhere, for as long as the gate at
 * most; only its outcome comes in.
 *
 * @param name what it is called where it is shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlockCheck(String name) implements Check {
    /** Has a name in any case. */
    public BlockCheck {
        name = Check.named(name, "block");
    }

    @Override
    @JsonIgnore
    public Duration time() {
        return null;
    }
}
