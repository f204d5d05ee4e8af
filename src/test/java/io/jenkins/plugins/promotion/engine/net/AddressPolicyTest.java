package io.jenkins.plugins.promotion.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.promotion.engine.model.InvalidValueException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static boolean allows(AddressPolicy policy, String address) throws Exception {
        try {
            policy.check("host", InetAddress.getByName(address));
            return true;
        } catch (AddressPolicy.DeniedException e) {
            assertThat(e).hasMessageStartingWith("host is at ").hasMessageContaining("which may not be reached: ");
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "fd00:ec2::254",
                "fd20:ce::254",
                "100.100.100.200",
                "168.63.129.16",
                "fe80::1",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "ff02::1",
                "255.255.255.255",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::",
                "::169.254.169.254"
            })
    void neverReachesMetadataLinkLocalAndReserved(String address) throws Exception {
        assertThat(allows(new AddressPolicy(true, true, List.of(), List.of()), address))
                .isFalse();
        assertThat(allows(new AddressPolicy(true, true, List.of("0.0.0.0/0", "::/0"), List.of()), address))
                .as("not even where everything is allowed")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"})
    void reachesThisMachineOnlyWhenItIsSet(String address) throws Exception {
        assertThat(allows(AddressPolicy.standard(), address)).isFalse();
        assertThat(allows(new AddressPolicy(true, false, List.of(), List.of()), address))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "172.31.0.1", "192.168.0.9", "100.64.0.1", "fd12::1", "2002:a00:1::"})
    void reachesPrivateNetworksOnlyWhenItIsSet(String address) throws Exception {
        assertThat(allows(AddressPolicy.standard(), address)).isTrue();
        assertThat(allows(new AddressPolicy(true, false, List.of(), List.of()), address))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2001:db8::1", "192.0.2.1"})
    void reachesAllOthers(String address) throws Exception {
        assertThat(allows(new AddressPolicy(false, false, List.of(), List.of()), address))
                .isTrue();
    }

    @Test
    void theNarrowestEntryDecides() throws Exception {
        AddressPolicy policy = new AddressPolicy(
                false, true, List.of("10.1.0.0/16", "169.254.7.0/24"), List.of("0.0.0.0/0", "10.1.5.0/24", "::/0"));
        assertThat(allows(policy, "8.8.8.8")).isFalse();
        assertThat(allows(policy, "10.1.4.1")).isTrue();
        assertThat(allows(policy, "10.1.5.1")).isFalse();
        assertThat(allows(policy, "169.254.7.1"))
                .as("narrower than the list of this class")
                .isTrue();
        assertThat(allows(policy, "169.254.169.254")).isFalse();
        AddressPolicy both = new AddressPolicy(true, true, List.of("10.0.0.0/8"), List.of("10.0.0.0/8"));
        assertThat(allows(both, "10.0.0.1")).as("of two equal ones the denial").isFalse();
    }

    @Test
    void oneDeniedAddressDeniesTheName() {
        assertThatThrownBy(() -> AddressPolicy.standard()
                        .check(
                                "shop.example",
                                InetAddress.getByName("192.0.2.1"),
                                InetAddress.getByName("169.254.169.254")))
                .isInstanceOf(AddressPolicy.DeniedException.class)
                .hasMessage("shop.example is at 169.254.169.254, which may not be reached: a link-local, metadata or"
                        + " reserved address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0/8",
                "::/129",
                "example.org",
                "10.0.0.0/8/8",
                "2130706433",
                "10.0.0.0/x"
            })
    void whatIsNoRange(String text) {
        assertThatThrownBy(() -> new AddressPolicy(true, true, List.of(text), List.of()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("allow: ");
    }

    @ParameterizedTest
    @CsvSource({"10.255.0.0/8, 10.0.0.0/8", "10.1.2.3, 10.1.2.3/32", "fd00:ffff::/8, fd00:0:0:0:0:0:0:0/8"})
    void rangesAreWrittenFromTheirFirstAddress(String text, String range) {
        assertThat(Cidr.parse("allow", text)).hasToString(range);
    }
}
