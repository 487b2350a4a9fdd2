package io.bureau.kit.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.kit.http.Service;
import io.smallrye.mutiny.Uni;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final Duration COOLDOWN = Duration.ofSeconds(10);

    private final AtomicInteger fetches = new AtomicInteger();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Uni<String> source = Uni.createFrom().item(keySet("kid-1"));
    private final IssuerKeys keys = new IssuerKeys(Service.APIKEY, this::fetch, LIFETIME, COOLDOWN, clock());

    @Test
    void fetchesTheKeySetForTheFirstKeyAsked() {
        assertNotNull(get("kid-1"));
        assertTrue(keys.isWarm());
    }

    @Test
    void s28_tenThousandRandomKeyIdsCauseOneFetchPerCooldown() {
        for (int i = 0; i < 10_000; i++) {
            var kid = "random-" + i;
            assertThrows(TokenRefused.class, () -> get(kid));
        }
        assertEquals(1, fetches.get());

        now = now.plus(COOLDOWN);
        assertThrows(TokenRefused.class, () -> get("random-again"));
        assertEquals(2, fetches.get());
    }

    @Test
    void s28_knownKeysAreKeptEvenIfTheKeySetComesBackEmpty() {
        get("kid-1");
        now = now.plus(COOLDOWN);
        source = Uni.createFrom().item("{\"keys\":[]}");
        assertThrows(TokenRefused.class, () -> get("other"));

        assertNotNull(get("kid-1"));
    }

    @Test
    void s29_warmKeysGoOnWhileTheSourceIsDownForTenMinutes() {
        get("kid-1");
        source = Uni.createFrom().failure(new java.net.ConnectException("down"));

        for (int second = 0; second < 600; second++) {
            now = now.plusSeconds(1);
            keys.refreshIfStale();
            assertNotNull(get("kid-1"));
        }
    }

    @Test
    void s29_coldKeysAreNotWarmWhileTheSourceIsDown() {
        source = Uni.createFrom().failure(new java.net.ConnectException("down"));
        keys.refreshIfStale();

        assertEquals(false, keys.isWarm());
    }

    @Test
    void s27_aKeyPublishedLaterIsFoundByOneMoreFetch() {
        get("kid-1");
        now = now.plus(COOLDOWN);
        source = Uni.createFrom().item(keySet("kid-2"));

        assertNotNull(get("kid-2"));
    }

    private Object get(String kid) {
        return keys.key(kid).await().atMost(Duration.ofSeconds(1));
    }

    private Uni<String> fetch() {
        fetches.incrementAndGet();
        return source;
    }

    private Clock clock() {
        InstantSource instants = () -> now;
        return instants.withZone(ZoneOffset.UTC);
    }

    private static String keySet(String kid) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var jwk = new EllipticCurveJsonWebKey(
                    (ECPublicKey) generator.generateKeyPair().getPublic());
            jwk.setKeyId(kid);
            return "{\"keys\":[" + jwk.toJson() + "]}";
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
