package io.bureau.apikey.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.kit.http.Cidr;
import io.bureau.testkit.Principals;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownKeyTest {

    private static final Instant END = Instant.parse("2031-01-01T00:00:00Z");

    @Test
    void s15_isValidOneMillisecondBeforeItsEndAndNotAtItsEnd() {
        var key = new KnownKey(Principals.key(), null, END, List.of(), null);

        assertTrue(key.isLiveAt(END.minusMillis(1)));
        assertFalse(key.isLiveAt(END));
    }

    @ParameterizedTest(name = "expires {0}, overlap ends {1}: {2} at the earlier of them")
    @CsvSource({
        "2031-01-01T00:00:00Z,, expired",
        ", 2031-01-01T00:00:00Z, revoked",
        "2031-01-01T00:00:00Z, 2031-01-01T00:00:01Z, expired",
        "2031-01-01T00:00:01Z, 2031-01-01T00:00:00Z, revoked",
        "2031-01-01T00:00:00Z, 2031-01-01T00:00:00Z, expired"
    })
    void endsByWhateverComesFirst(Instant expiresAt, Instant endsAt, String status) {
        var key = key(expiresAt, endsAt);

        assertTrue(key.toKnownKey().isLiveAt(END.minusMillis(1)));
        assertFalse(key.toKnownKey().isLiveAt(END));
        assertEquals(END, key.toKnownKey().principal().credential().expiresAt());
        assertEquals(status, key.toRecord().statusAt(END).id());
        assertEquals(
                endsAt == null ? "active" : "rotating",
                key.toRecord().statusAt(END.minusMillis(1)).id());
    }

    @ParameterizedTest(name = "allowed {0}, quarantined {1}: {2}")
    @CsvSource({
        "'', , true",
        "192.0.2.0/24, , true",
        "198.51.100.0/24, , false",
        "'', 192.0.2.0/24, true",
        "'', 198.51.100.0/24, false",
        "'', '', false",
        "192.0.2.0/24, 192.0.2.7/32, true",
        "198.51.100.0/24, 192.0.2.7/32, false"
    })
    void bothListsOfNetworksMustHoldTheAddress(String allowed, String quarantined, boolean allows) {
        var key = new KnownKey(Principals.key(), null, null, networks(allowed), networks(quarantined));

        assertEquals(allows, key.allows("192.0.2.7"));
        assertEquals(quarantined != null, key.isQuarantined());
    }

    private static List<Cidr> networks(String text) {
        return text == null
                ? null
                : Arrays.stream(text.split(" "))
                        .filter(cidr -> !cidr.isEmpty())
                        .map(Cidr::parse)
                        .toList();
    }

    private static StoredKey key(Instant expiresAt, Instant endsAt) {
        var key = new StoredKey();
        key.belongTo(Principals.owner());
        key.id = "key_x";
        key.name = "n";
        key.capabilities = new String[] {"desktop:read"};
        key.allowedCidrs = new String[0];
        key.createdAt = END.minusSeconds(60);
        key.expiresAt = expiresAt;
        key.endsAt = endsAt;
        key.endedBy = endsAt == null ? null : "usr_x";
        return key;
    }
}
