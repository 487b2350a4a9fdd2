package io.bureau.desktops.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefillTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Instant RETRY = NOW.minus(Duration.ofMinutes(1));
    private static final Kind FREE = new Kind("default", "image:1", "free", 2, 4096, 20, 1280, 800);
    private static final Kind PRO = new Kind("default", "image:1", "pro", 4, 8192, 40, 1280, 800);
    private static final Kind OLD = new Kind("default", "image:0", "free", 2, 4096, 20, 1280, 800);

    private int made;

    @Test
    void whatIsMissingIsMadeAFewAtATime() {
        assertEquals(List.of(FREE, FREE), of(Map.of(FREE, 3), 2).make());
        assertEquals(
                List.of(FREE),
                of(Map.of(FREE, 3), 2, spare(FREE, Status.BOOTING)).make());
        assertEquals(
                List.of(),
                of(Map.of(FREE, 3), 2, spare(FREE, Status.PENDING), spare(FREE, Status.BOOTING))
                        .make());
        assertEquals(
                List.of(FREE, FREE),
                of(Map.of(FREE, 3), 9, spare(FREE, Status.RUNNING)).make());
    }

    @Test
    void eachKindIsCountedByItself() {
        var wanted = new LinkedHashMap<Kind, Integer>();
        wanted.put(FREE, 1);
        wanted.put(PRO, 2);

        var refill = of(wanted, 9, spare(FREE, Status.RUNNING), spare(PRO, Status.RUNNING));

        assertEquals(new Refill(List.of(PRO), List.of()), refill);
    }

    @Test
    void asManyAsWantedIsEnough() {
        var refill = of(Map.of(FREE, 2), 9, spare(FREE, Status.RUNNING), spare(FREE, Status.PENDING));

        assertEquals(new Refill(List.of(), List.of()), refill);
    }

    @Test
    void ofTooManyThoseGoThatAreLeastReady() {
        var pending = spare(FREE, Status.PENDING);
        var elder = spare(FREE, Status.RUNNING);
        var younger = spare(FREE, Status.RUNNING);
        var booting = spare(FREE, Status.BOOTING);

        assertEquals(
                List.of(younger.id, booting.id, pending.id),
                of(Map.of(FREE, 1), 9, pending, younger, elder, booting).discard());
    }

    @Test
    void whatIsMadeOfSomethingElseIsReplaced() {
        var old = spare(OLD, Status.RUNNING);

        assertEquals(new Refill(List.of(FREE), List.of(old.id)), of(Map.of(FREE, 1), 9, old));
    }

    @Test
    void whatIsNotWantedAnyMoreGoes() {
        var one = spare(FREE, Status.RUNNING);
        var other = spare(PRO, Status.RUNNING);

        assertEquals(new Refill(List.of(), List.of(one.id, other.id)), of(Map.of(PRO, 0), 9, one, other));
    }

    @Test
    void whatHasFailedKeepsItsPlaceUntilItIsTimeToTryAgain() {
        var failed = spare(FREE, Status.ERROR);
        failed.statusSince = RETRY.plusMillis(1);
        assertEquals(new Refill(List.of(), List.of()), of(Map.of(FREE, 1), 9, failed));

        failed.statusSince = RETRY;
        assertEquals(new Refill(List.of(FREE), List.of(failed.id)), of(Map.of(FREE, 1), 9, failed));
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPING", "STOPPED"})
    void whatIsStoppedIsOfNoUse(Status status) {
        var stopped = spare(FREE, status);

        assertEquals(new Refill(List.of(FREE), List.of(stopped.id)), of(Map.of(FREE, 1), 9, stopped));
    }

    private static Refill of(Map<Kind, Integer> wanted, int atOnce, StoredDesktop... spares) {
        return Refill.of(wanted, List.of(spares), atOnce, RETRY);
    }

    private StoredDesktop spare(Kind kind, Status status) {
        var spare = new StoredDesktop();
        spare.id = "dsk_" + made++;
        spare.be(kind);
        spare.status = status;
        spare.statusSince = NOW;
        spare.createdAt = NOW;
        return spare;
    }
}
