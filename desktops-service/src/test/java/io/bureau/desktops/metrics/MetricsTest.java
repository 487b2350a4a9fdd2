package io.bureau.desktops.metrics;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.desktops.events.EventStream;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationTail;
import io.bureau.kit.revocation.Revocations;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What desktops use, as told to whoever follows it. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class MetricsTest {

    @Inject
    ScriptedDriver driver;

    @Inject
    ScriptedGauge gauge;

    @Inject
    Meters meters;

    @Inject
    Revocations revocations;

    @Inject
    RevocationTail tail;

    private final Principal owner = Principals.owner();
    private final Principal reader = Principals.key(owner.organisation(), "desktop:read");

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
        until(tail::holdsLease, "a lease of the revocation stream");
    }

    @Test
    void whoeverNamesADesktopIsToldOfWhatItUses() {
        var id = running("{\"name\":\"a\",\"tier\":\"free\"}");
        var other = running("{\"name\":\"b\"}");

        try (var stream = follow(id)) {
            until(() -> metrics(stream).size() >= 2, "metrics");

            var last = metrics(stream).getLast();
            assertEquals(
                    "{\"type\":\"desktop.metrics\",\"payload\":{\"id\":\"" + id
                            + "\",\"cpuPercent\":50.0,\"memoryBytes\":1048576,\"memoryLimitBytes\":4294967296,"
                            + "\"diskBytes\":4096,\"diskLimitBytes\":21474836480,\"at\":\"",
                    last.substring(0, last.indexOf("\"at\":\"") + 6));
            assertEquals(List.of(), stream.ids(), "so that Last-Event-ID stays what it is");
            assertEquals(0, gauge.readings(other));
        }
        until(() -> !meters.isFollowed(), "nothing that is measured");
    }

    @Test
    void aDesktopIsMeasuredOnceHoweverManyFollowIt() {
        var id = running("{\"name\":\"a\"}");

        try (var one = follow(id);
                var two = follow(id);
                var three = follow(id)) {
            until(() -> metrics(three).size() >= 3, "metrics");
            int told = metrics(one).size();

            // One for each who came, to have something to compare with.
            assertTrue(gauge.readings(id) <= told + 4, gauge.readings(id) + " readings for " + told);
            assertFalse(two.isOver());
        }
    }

    @Test
    void whatDoesNotRunIsNotMeasured() {
        var id = running("{\"name\":\"a\"}");

        try (var stream = follow(id)) {
            until(() -> !metrics(stream).isEmpty(), "metrics");
            asSession(owner).post("/v1/desktops/" + id + "/stop").then().statusCode(200);
            await(owner, id, "stopped");
            int readings = gauge.readings(id);
            int signs = stream.signsOfLife();
            until(() -> stream.signsOfLife() > signs + 2, "signs of life");
            assertTrue(gauge.readings(id) <= readings + 1);

            asSession(owner).post("/v1/desktops/" + id + "/start").then().statusCode(200);
            int told = metrics(stream).size();
            until(() -> metrics(stream).size() > told + 1, "metrics again");
        }
    }

    @Test
    void aDesktopThatDoesNotAnswerHoldsUpNothing() {
        var silent = running("{\"name\":\"a\"}");
        var other = running("{\"name\":\"b\"}");
        gauge.silence(silent);

        try (var stream = follow(silent + "," + other)) {
            until(() -> metrics(stream).size() >= 2, "metrics of the other");
            assertTrue(metrics(stream).stream().noneMatch(told -> told.contains(silent)));

            asSession(owner).post("/v1/desktops/" + silent + "/stop").then().statusCode(200);
            until(() -> stream.data().stream().anyMatch(told -> told.contains("\"stopped\"")), "its status");
            int signs = stream.signsOfLife();
            until(() -> stream.signsOfLife() > signs, "a sign of life");
        }
    }

    @Test
    void aRevokedKeyIsToldOfNothingMore() {
        var id = running("{\"name\":\"a\"}");

        try (var stream = follow(id)) {
            revocations
                    .publish(Revocation.ofKey(reader.credential().id()))
                    .await()
                    .atMost(Duration.ofSeconds(5));

            until(stream::isOver, "the end of the stream");
        }
        until(() -> !meters.isFollowed(), "nothing that is measured");
    }

    @Test
    void s23_anotherOrganisationsDesktopIsAsIfItDidNotExist() {
        var stranger = Principals.owner();
        var theirs = create(stranger, "{\"name\":\"c\"}");
        await(stranger, theirs, "running");
        var own = running("{\"name\":\"a\"}");

        try (var stream = follow(theirs + "," + Ids.next("dsk") + "," + own)) {
            until(() -> metrics(stream).size() >= 3, "metrics of one's own");

            assertTrue(metrics(stream).stream().allMatch(told -> told.contains(own)));
            assertEquals(0, gauge.readings(theirs));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "dsk_1,,dsk_2", " "})
    void whoeverLeavesADesktopOutIs400(String ids) {
        refused(ids);
    }

    @Test
    void moreDesktopsThanOneLooksAtAre400() {
        refused(IntStream.range(0, 21).mapToObj(number -> "dsk_" + number).collect(Collectors.joining(",")));
    }

    private void refused(String ids) {
        asKey(reader)
                .queryParam("metrics", ids)
                .get("/v1/desktops/events")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_FAILED"))
                .body("error.fields[0].field", equalTo("metrics"));
    }

    private String running(String body) {
        var id = create(owner, body);
        await(owner, id, "running");
        return id;
    }

    private EventStream follow(String ids) {
        var key = ApiKey.generate();
        Peers.knowKey(key.reveal(), reader);
        return EventStream.open(key, "?metrics=" + ids, null);
    }

    private static List<String> metrics(EventStream stream) {
        return stream.data().stream()
                .filter(told -> told.contains("desktop.metrics"))
                .toList();
    }
}
