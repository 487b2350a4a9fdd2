package io.bureau.apikey.key;

import java.math.BigInteger;
import java.net.InetAddress;

/** A network such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a bare address is a network of one (RFC 4632). */
public record Cidr(InetAddress network, int prefix) {

    /** @throws IllegalArgumentException if {@code text} is neither an address nor a network */
    static Cidr parse(String text) {
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
        return new Cidr(address, prefix);
    }

    boolean contains(InetAddress address) {
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

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
