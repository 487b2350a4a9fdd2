package io.bureau.kit.principal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.kit.principal.KeyUseReport.Uses;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheredKeyUsesTest {

    private static final Instant NOON = Instant.parse("2031-01-01T12:00:00Z");

    private final GatheredKeyUses gathered = new GatheredKeyUses();

    @Test
    void usesThatHaveAllButTheTimeInCommonAreOneUpToTheEndOfTheHour() {
        gathered.add(use(NOON.minusMillis(1), "192.0.2.1", 200));
        gathered.add(use(NOON, "192.0.2.1", 200));
        gathered.add(use(NOON.plusSeconds(9), "192.0.2.1", 200));
        gathered.add(use(NOON.plusSeconds(5), "192.0.2.1", 200));
        gathered.add(use(NOON, "192.0.2.1", 404));
        gathered.add(use(NOON, "192.0.2.2", 200));

        var uses = Set.copyOf(gathered.report().orElseThrow().uses());

        assertEquals(
                Set.of(
                        new Uses("key_a", NOON.minusMillis(1), "192.0.2.1", "desktop:read", 200, 1),
                        new Uses("key_a", NOON.plusSeconds(9), "192.0.2.1", "desktop:read", 200, 3),
                        new Uses("key_a", NOON, "192.0.2.1", "desktop:read", 404, 1),
                        new Uses("key_a", NOON, "192.0.2.2", "desktop:read", 200, 1)),
                uses);
    }

    @Test
    void aReportStaysTheSameUntilItIsSettled() {
        gathered.add(use(NOON, "192.0.2.1", 200));
        var first = gathered.report().orElseThrow();
        gathered.add(use(NOON, "192.0.2.1", 200));

        assertSame(first, gathered.report().orElseThrow());
        gathered.settle(first);

        var second = gathered.report().orElseThrow();
        assertNotEquals(first.id(), second.id());
        assertEquals(1, second.uses().getFirst().count());
        gathered.settle(second);
        assertTrue(gathered.report().isEmpty());
    }

    @Test
    void whereThereAreTooManyAddressesTheyAreCountedTogether() {
        IntStream.range(0, 12_000).forEach(i -> gathered.add(use(NOON, "2001:db8::" + Integer.toHexString(i), 200)));

        var uses = gathered.report().orElseThrow().uses();

        assertEquals(10_001, uses.size());
        assertEquals(12_000, uses.stream().mapToLong(Uses::count).sum());
        assertEquals(
                2_000,
                uses.stream()
                        .filter(use -> use.ip() == null)
                        .mapToLong(Uses::count)
                        .sum());
        assertEquals(Set.of("key_a"), uses.stream().map(Uses::keyId).collect(Collectors.toSet()));
    }

    private static KeyUse use(Instant at, String ip, int status) {
        return new KeyUse("key_a", at, ip, "desktop:read", status);
    }
}
