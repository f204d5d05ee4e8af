package io.jenkins.plugins.promotion.engine.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port that must take a connection.
 *
 * @param name host and port where none is given
 * @param host a name or an address
 * @param port 1 to 65535
 * @param time how long one probe may take
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TcpCheck(String name, String host, int port, Duration time) implements Check {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^\\s:\\[\\]/]{1,253})):(\\d{1,5})");

    /** @throws InvalidValueException naming what is not allowed */
    public TcpCheck {
        if (host == null || !host.matches("[^\\s/\\[\\]]{1,253}")) {
            throw new InvalidValueException("host", host, "it takes the name or address of a host");
        } else if (port < 1 || port > 65535) {
            throw new InvalidValueException("port", port, "it takes 1 to 65535");
        }
        name = Check.named(name, (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        time = Check.bounded(time);
    }

    /**
     * Reads {@code db:5432} or {@code [::1]:5432}.
     *
     * @throws InvalidValueException when it is neither
     */
    public static TcpCheck parse(String address) {
        Matcher matcher = FORM.matcher(address == null ? "" : address.strip());
        if (!matcher.matches()) {
            throw new InvalidValueException("tcp", address, "it takes host:port, such as db:5432 or [::1]:5432");
        }
        String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return new TcpCheck(null, host, Integer.parseInt(matcher.group(3)), null);
    }
}
