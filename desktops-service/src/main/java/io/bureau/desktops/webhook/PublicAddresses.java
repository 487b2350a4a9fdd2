package io.bureau.desktops.webhook;

import io.bureau.kit.http.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from those by which a server reaches what is its own: IANA's registries of special
 * purpose addresses (RFC 6890). IPv4 hidden in IPv6 is judged as what it is; addresses of transition techniques that nobody
 * has to use are refused.
 */
final class PublicAddresses {

    private static final List<Cidr> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            // Teredo and others, documentation, 6to4, documentation.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** All of IPv6 that is given out as global unicast (RFC 4291, IANA). */
    private static final Cidr GLOBAL_IPV6 = Cidr.parse("2000::/3");

    /** Behind it stand four bytes of IPv4 (RFC 6052). */
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        var bytes = address.getAddress();
        if (NAT64.contains(address)) {
            return contain(ipv4(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length)));
        }
        boolean given = bytes.length == 4 || GLOBAL_IPV6.contains(address);
        return given && SPECIAL.stream().noneMatch(network -> network.contains(address));
    }

    private static InetAddress ipv4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static List<Cidr> networks(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
