package io.bureau.kit.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Duration PUBLISH_AHEAD = Duration.ofSeconds(60);
    private static final Duration KEEP_AFTER = Duration.ofSeconds(330);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final KeyRing ring = new KeyRing(PUBLISH_AHEAD, KEEP_AFTER);
    private final SigningKey old = key("2026-01", NOW.minusSeconds(3600));
    private final SigningKey young = key("2026-02", NOW);

    @Test
    void hasNoKeyToBeginWith() {
        assertNull(ring.signing());
    }

    @Test
    void theOnlyKeySignsAtOnce() {
        ring.update(List.of(young), NOW);

        assertEquals(young, ring.signing());
    }

    @Test
    void aNewKeyIsPublishedBeforeItSigns() {
        ring.update(List.of(old), NOW);
        ring.update(List.of(old, young), NOW.plus(PUBLISH_AHEAD).minusMillis(1));

        assertEquals(old, ring.signing());
        assertEquals(List.of(old, young), ring.published());
    }

    @Test
    void aNewKeySignsOnceEveryCachedKeySetHasExpired() {
        ring.update(List.of(old, young), NOW.plus(PUBLISH_AHEAD));

        assertEquals(young, ring.signing());
    }

    @Test
    void aRemovedKeyStaysPublishedUntilItsLastTokenHasDied() {
        ring.update(List.of(old, young), NOW.plus(PUBLISH_AHEAD));
        var removedAt = NOW.plus(PUBLISH_AHEAD).plusSeconds(5);
        ring.update(List.of(young), removedAt);
        ring.update(List.of(young), removedAt.plus(KEEP_AFTER).minusMillis(1));
        assertEquals(List.of(young, old), ring.published());

        ring.update(List.of(young), removedAt.plus(KEEP_AFTER));

        assertEquals(List.of(young), ring.published());
    }

    @Test
    void allKeysRewrittenAtOnceDoNotChangeWhichSigns() {
        ring.update(List.of(old), NOW);
        var rewritten = key("2026-01", NOW.plusSeconds(1));

        ring.update(List.of(rewritten, young), NOW.plusSeconds(1));

        assertEquals(rewritten, ring.signing());
    }

    private static SigningKey key(String kid, Instant writtenAt) {
        return new SigningKey(kid, null, null, writtenAt);
    }
}
