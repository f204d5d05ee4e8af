package io.jenkins.plugins.promotion.engine.net;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a range of one.
 *
 * @param address the first address; the bits after the prefix are zero
 * @param prefix how many leading bits count
 */
public record Cidr(InetAddress address, int prefix) {
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    /**
     * Reads a range. Names are not looked up.
     *
     * @param field named in the error
     * @throws InvalidValueException when it is no range
     */
    public static Cidr parse(String field, String text) {
        String[] parts = text == null ? new String[0] : text.strip().split("/", -1);
        if (parts.length < 1 || parts.length > 2 || !isLiteral(parts[0])) {
            throw invalid(field, text);
        }
        try {
            byte[] bytes = InetAddress.getByName(parts[0]).getAddress();
            int prefix = parts.length == 1 ? bytes.length * 8 : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > bytes.length * 8) {
                throw invalid(field, text);
            }
            return new Cidr(InetAddress.getByAddress(masked(bytes, prefix)), prefix);
        } catch (UnknownHostException | NumberFormatException e) {
            throw invalid(field, text);
        }
    }

    /** A literal with all its parts: what looks like a number alone would be read as an address too. */
    private static boolean isLiteral(String text) {
        return LITERAL.matcher(text).matches() && (text.contains(":") || text.matches("\\d+(\\.\\d+){3}"));
    }

    private static InvalidValueException invalid(String field, String text) {
        return new InvalidValueException(field, text, "a range is written 10.0.0.0/8, fd00::/8 or as one address");
    }

    /** Whether the address lies inside. */
    public boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        return bytes.length == address.getAddress().length
                && java.util.Arrays.equals(masked(bytes, prefix), address.getAddress());
    }

    private static byte[] masked(byte[] bytes, int prefix) {
        byte[] result = bytes.clone();
        for (int i = 0; i < result.length; i++) {
            int bits = Math.max(0, Math.min(8, prefix - i * 8));
            result[i] &= (byte) (0xFF << (8 - bits));
        }
        return result;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
