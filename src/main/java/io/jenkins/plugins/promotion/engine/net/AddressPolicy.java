package io.jenkins.plugins.promotion.engine.net;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * To which addresses probes may connect. It judges addresses, never names: whoever connects asks it with the addresses
 * that were resolved for this very connection, so that a name that resolves to something else the second time gains
 * nothing.
 *
 * <p>Of all ranges that contain an address, the narrowest decides; of two that are equal, the one that denies. What no
 * range contains is allowed. So {@code deny 0.0.0.0/0, ::/0} with {@code allow 10.1.0.0/16} allows that network alone, and
 * a denied range of this class is opened only by an entry that is narrower still.
 *
 * <p>Always in the list, after RFC 6890 and its registry, and the documentation of the cloud providers: link-local and
 * multicast addresses, "this network", the broadcast address, and the addresses at which providers serve metadata and
 * credentials of the machine. An IPv6 address that carries an IPv4 address (RFC 4291 compatible, RFC 6052, RFC 3056) is
 * judged by that one as well.
 */
public final class AddressPolicy {
    private static final List<String> ALWAYS_DENIED = List.of(
            "0.0.0.0/8",
            "169.254.0.0/16", // link-local; 169.254.169.254 is the metadata service of most providers
            "100.100.100.200", // Alibaba Cloud
            "168.63.129.16", // Azure, WireServer
            "192.0.0.192", // Oracle Cloud, classic
            "224.0.0.0/4",
            "255.255.255.255",
            "::",
            "fe80::/10",
            "ff00::/8",
            "fd00:ec2::254", // AWS
            "fd00:ec2::23", // AWS, containers
            "fd20:ce::254"); // Google Cloud
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");
    private static final List<String> PRIVATE =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fec0::/10");

    private record Entry(Cidr range, boolean allowed, String why) {}

    private final List<Entry> narrowestFirst;

    /**
     * @param loopback whether this machine itself may be reached
     * @param privateNetworks whether private networks may be reached: RFC 1918, RFC 6598, RFC 4193
     * @param allow ranges that are allowed
     * @param deny ranges that are denied
     * @throws InvalidValueException for what is no range
     */
    public AddressPolicy(boolean loopback, boolean privateNetworks, List<String> allow, List<String> deny) {
        List<Entry> entries = new ArrayList<>();
        add(entries, ALWAYS_DENIED, false, "a link-local, metadata or reserved address");
        add(entries, loopback ? List.of() : LOOPBACK, false, "this machine itself");
        add(entries, privateNetworks ? List.of() : PRIVATE, false, "a private network");
        add(entries, deny, false, null);
        add(entries, allow, true, null);
        entries.sort(
                Comparator.comparing((Entry entry) -> -entry.range().prefix()).thenComparing(Entry::allowed));
        this.narrowestFirst = List.copyOf(entries);
    }

    /** Private networks, but not this machine: what a controller should have when nobody has configured anything. */
    public static AddressPolicy standard() {
        return new AddressPolicy(false, true, List.of(), List.of());
    }

    private static void add(List<Entry> entries, List<String> ranges, boolean allowed, String why) {
        for (String range : ranges) {
            Cidr cidr = Cidr.parse(allowed ? "allow" : "deny", range);
            entries.add(new Entry(cidr, allowed, why != null ? why : "the list denies " + cidr));
        }
    }

    /**
     * Lets the addresses of one name pass, or none of them.
     *
     * @throws DeniedException when one of them is denied: a name with good and bad addresses is not to be trusted with
     *     either
     */
    public InetAddress[] check(String host, InetAddress... addresses) throws DeniedException {
        for (InetAddress address : addresses) {
            String why = whyDenied(address);
            if (why != null) {
                throw new DeniedException(host, address, why);
            }
        }
        return addresses;
    }

    /** Why an address is denied, {@code null} when it is allowed. */
    private String whyDenied(InetAddress address) {
        InetAddress carried = carried(address.getAddress());
        String why = carried == null ? null : whyDenied(carried);
        return why != null
                ? why
                : narrowestFirst.stream()
                        .filter(entry -> entry.range().contains(address))
                        .findFirst()
                        .filter(entry -> !entry.allowed())
                        .map(Entry::why)
                        .orElse(null);
    }

    /** The IPv4 address inside an IPv6 address, or {@code null}. Java itself unwraps {@code ::ffff:a.b.c.d}. */
    private static InetAddress carried(byte[] bytes) {
        if (bytes.length != 16) {
            return null;
        }
        boolean compatible =
                startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) && (bytes[12] != 0 || bytes[13] != 0);
        boolean translated = startsWith(bytes, 0, 0x64, 0xff, 0x9b);
        boolean sixToFour = startsWith(bytes, 0x20, 0x02);
        if (!compatible && !translated && !sixToFour) {
            return null;
        }
        int from = sixToFour ? 2 : 12;
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** An address may not be reached. */
    public static final class DeniedException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        DeniedException(String host, InetAddress address, String why) {
            super(host + " is at " + address.getHostAddress() + ", which may not be reached: " + why);
        }
    }
}
