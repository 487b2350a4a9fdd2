package io.bureau.kit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest(name = "{0} holds {1}: {2}")
    @CsvSource({
        "10.1.2.0/24, 10.1.2.0, true",
        "10.1.2.0/24, 10.1.2.255, true",
        "10.1.2.0/24, 10.1.3.0, false",
        "10.1.2.0/24, 10.1.1.255, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "200.0.0.0/5, 207.255.255.255, true",
        "200.0.0.0/5, 208.0.0.0, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::, false",
        "192.0.2.0/24, ::ffff:192.0.2.9, true"
    })
    void holdsTheAddressesThatShareItsPrefix(String network, String address, boolean held) {
        assertEquals(held, Cidr.parse(network).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "2001:db8::/129", "example.org", "10.0.0.0/", "10.0.0.0/-1", "", "fe80::1%lo"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "2001:db8::/32, 2001:db8::/32",
        "2001:0DB8:0:0:0:0:0:7/128, 2001:db8::7/128",
        "2001:db8:ffff::1/33, 2001:db8:8000::/33",
        "10.1.2.3/8, 10.0.0.0/8",
        "10.1.2.255/31, 10.1.2.254/31",
        "192.0.2.7, 192.0.2.7/32",
        "203.0.113.9/0, 0.0.0.0/0"
    })
    void isWrittenInItsShortestFormWithoutBitsThatSayNothing(String text, String written) {
        assertEquals(written, Cidr.parse(text).toString());
        assertEquals(Cidr.parse(text), Cidr.parse(written));
    }
}
