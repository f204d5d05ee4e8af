package io.jenkins.plugins.promotion.engine.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks addresses up. The one of the machine is {@link #SYSTEM}. */
@FunctionalInterface
public interface Names {
    /** As the machine is set up. It may block for as long as the machine's resolver does. */
    Names SYSTEM = InetAddress::getAllByName;

    /**
     * All addresses of a name, or the address that a literal says.
     *
     * @throws UnknownHostException when there is none
     */
    InetAddress[] lookUp(String host) throws UnknownHostException;

    /** The same names, but none with an address that the policy denies. */
    default Names allowedBy(AddressPolicy policy) {
        return host -> policy.check(host, lookUp(host));
    }
}
