package io.bureau.desktops.events;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationTail;
import io.bureau.kit.revocation.Revocations;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class EventsTest {

    @Inject
    ScriptedDriver driver;

    @Inject
    Revocations revocations;

    @Inject
    RevocationTail tail;

    @Inject
    Bell bell;

    private final Principal owner = Principals.owner();
    private final Principal reader = Principals.key(owner.organisation(), "desktop:read");

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
        // Before that every stream would end once, because revocations may have been missed.
        until(tail::holdsLease, "a lease of the revocation stream");
    }

    @Test
    void whoeverFollowsIsToldOfEveryStatusInOrder() {
        try (var stream = EventStream.open(key(reader))) {
            var id = create(owner, "{\"name\":\"n\"}");
            await(owner, id, "running");

            until(() -> stream.data().size() >= 4, "four events");
            assertEquals(
                    List.of(
                            status(id, "pending"),
                            status(id, "booting"),
                            status(id, "running"),
                            "{\"type\":\"desktop.agentReady\",\"payload\":{\"agentReady\":true,\"id\":\"" + id
                                    + "\"}}"),
                    stream.data().stream().map(EventsTest::sorted).toList());
        }
    }

    @Test
    void whoeverComesBackIsToldOfWhatHeHasMissedAndOfNothingTwice() {
        List<String> before;
        String last;
        String id;
        try (var stream = EventStream.open(key(reader))) {
            id = create(owner, "{\"name\":\"n\"}");
            await(owner, id, "running");
            until(() -> stream.data().size() >= 4, "four events");
            before = stream.data();
            last = stream.ids().getLast();
        }
        asSession(owner).post("/v1/desktops/" + id + "/stop").then().statusCode(200);
        await(owner, id, "stopped");

        try (var stream = EventStream.open(key(reader), last)) {
            until(() -> stream.data().size() >= 3, "what was missed");
            assertTrue(
                    stream.data().getFirst().contains("stopping"), stream.data().toString());
            assertTrue(stream.data().stream().noneMatch(before::contains));
        }
        var first = before.getFirst();
        try (var stream = EventStream.open(key(reader), "0-0")) {
            until(() -> stream.data().size() >= 7, "everything that is kept");
            assertTrue(stream.data().contains(first));
        }
    }

    @Test
    void eventsThatAreCommittedOutOfOrderAreToldOfAllTheSame() throws SQLException {
        try (var stream = EventStream.open(key(reader));
                var early = PostgresResource.superuser();
                var late = PostgresResource.superuser()) {
            early.setAutoCommit(false);
            late.setAutoCommit(false);
            insert(early, "first");
            insert(late, "second");
            late.commit();
            insert(early, "third");
            early.commit();

            until(() -> stream.data().size() >= 3, "three events");
            assertEquals(List.of("first", "third", "second"), types(stream));
        }
    }

    @Test
    void nobodyIsToldOfAnotherOrganisation() {
        try (var stream = EventStream.open(key(Principals.key("desktop:read")))) {
            var id = create(owner, "{\"name\":\"n\"}");
            await(owner, id, "running");
            int signs = stream.signsOfLife();

            until(() -> stream.signsOfLife() > signs + 1, "signs of life");
            assertEquals(List.of(), stream.data());
        }
    }

    @Test
    void aRevokedKeyFollowsNoLonger() {
        try (var stream = EventStream.open(key(reader))) {
            revocations
                    .publish(Revocation.ofKey(reader.credential().id()))
                    .await()
                    .atMost(Duration.ofSeconds(5));

            until(stream::isOver, "the end of the stream");
        }
    }

    @Test
    void onceNobodyFollowsNobodyLooksForEvents() {
        try (var stream = EventStream.open(key(reader))) {
            until(bell::isAwaited, "somebody who waits");
            assertFalse(stream.isOver());
        }

        until(() -> !bell.isAwaited(), "nobody who waits");
    }

    @Test
    void theKeyOfAnotherIsNoReasonToEnd() {
        try (var stream = EventStream.open(key(reader))) {
            revocations.publish(Revocation.ofKey("key_other")).await().atMost(Duration.ofSeconds(5));
            int signs = stream.signsOfLife();

            until(() -> stream.signsOfLife() > signs, "a sign of life");
            assertFalse(stream.isOver());
        }
    }

    @Test
    void whoseKeyExpiresFollowsNoLonger() {
        var credential = new Principal.Credential(
                Principal.Kind.KEY, Ids.next("key"), "ending", Instant.now().plusSeconds(2));
        var ending = new Principal(
                credential, reader.organisation(), reader.user(), reader.role(), reader.capabilities(), reader.limit());
        try (var stream = EventStream.open(key(ending));
                var lasting = EventStream.open(key(reader))) {
            until(stream::isOver, "the end of the stream");
            assertFalse(lasting.isOver());
        }
    }

    @Test
    void afterAWhileOneShowsHisCredentialAgain() {
        try (var stream = EventStream.open(key(reader))) {
            until(stream::isOver, "the end of the stream");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1", "1-", "-1", "1-2-3", "99999999999999999999-1"})
    void anIdThatIsNoneOfOursIs400(String id) {
        asKey(reader)
                .header("Last-Event-ID", id)
                .get("/v1/desktops/events")
                .then()
                .statusCode(400)
                .body("error.code", is("BAD_REQUEST"));
    }

    @Test
    void eventsAreForThoseWhoMayReadDesktops() {
        asKey(Principals.key(owner.organisation(), "desktop:chat"))
                .get("/v1/desktops/events")
                .then()
                .statusCode(403)
                .body("required", is("desktop:read"));
        given().get("/v1/desktops/events").then().statusCode(401);
    }

    private static ApiKey key(Principal principal) {
        var key = ApiKey.generate();
        Peers.knowKey(key.reveal(), principal);
        return key;
    }

    private void insert(java.sql.Connection connection, String type) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO desktops.event"
                + " (at, organisation_id, desktop_id, type, payload) VALUES (now(), ?, 'dsk_x', ?, '{}')")) {
            statement.setString(1, owner.organisation().id());
            statement.setString(2, type);
            statement.executeUpdate();
        }
    }

    private static List<String> types(EventStream stream) {
        return stream.data().stream()
                .map(data -> data.replaceAll(".*\"type\":\"([a-z]*)\".*", "$1"))
                .toList();
    }

    private static String status(String id, String status) {
        return "{\"type\":\"desktop.status\",\"payload\":{\"id\":\"" + id + "\",\"status\":\"" + status
                + "\",\"statusReason\":null}}";
    }

    /** Fields of a payload in the order of their names. */
    private static String sorted(String data) {
        int begin = data.indexOf("\"payload\":{") + "\"payload\":{".length();
        int end = data.lastIndexOf("}}");
        var fields = Stream.of(data.substring(begin, end).split(",")).sorted().toList();
        return data.substring(0, begin) + String.join(",", fields) + "}}";
    }
}
