package io.bureau.kit.http;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A network such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a bare address is a network of one (RFC 4632). Bits behind
 * the prefix say nothing and are zero.
 */
public record Cidr(InetAddress network, int prefix) {

    private static final int IPV4 = 4;

    /** @throws IllegalArgumentException if {@code text} is neither an address nor a network */
    public static Cidr parse(String text) {
        if (text.indexOf('%') >= 0) {
            throw new IllegalArgumentException("a scope means nothing on another machine");
        }
        int slash = text.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : parsePrefix(text.substring(slash + 1));
        if (prefix > bits) {
            throw new IllegalArgumentException("/" + prefix + " of " + bits + " bits");
        }
        return new Cidr(masked(address.getAddress(), prefix), prefix);
    }

    private static InetAddress masked(byte[] address, int prefix) {
        for (int bit = prefix; bit < address.length * Byte.SIZE; bit++) {
            address[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The network that an address most likely shares with its neighbours: IPv4 by /24, IPv6 by /64; empty for no address. */
    public static Optional<Cidr> around(String ip) {
        try {
            var address = InetAddress.ofLiteral(ip).getAddress();
            int prefix = address.length == IPV4 ? 24 : 64;
            return Optional.of(new Cidr(masked(address, prefix), prefix));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        var own = network.getAddress();
        var other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        int ignored = own.length * Byte.SIZE - prefix;
        return new BigInteger(1, own).shiftRight(ignored).equals(new BigInteger(1, other).shiftRight(ignored));
    }

    private static int parsePrefix(String digits) {
        if (!digits.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("not a prefix length");
        }
        return Integer.parseInt(digits);
    }

    /** In the shortest form (RFC 5952), which {@link InetAddress} does not write. */
    @Override
    public String toString() {
        return NetUtil.toAddressString(network) + "/" + prefix;
    }
}
