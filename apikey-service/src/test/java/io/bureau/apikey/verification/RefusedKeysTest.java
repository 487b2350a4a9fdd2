package io.bureau.apikey.verification;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.bureau.apikey.Bureau;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Logs;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Bureau.Stores
class RefusedKeysTest {

    @Inject
    SettableClock clock;

    @Inject
    Redis redis;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @AfterEach
    void putTheClockBack() {
        clock.reset();
    }

    @Test
    void s22_unknownRevokedAndExpiredAreAnsweredAlike() {
        var revoked = createKey(owner);
        asSession(owner).delete("/api/keys/" + revoked.id()).then().statusCode(200);
        var expiring = createKey(
                owner, "{\"name\":\"n\",\"expiresAt\":\"" + clock.instant().plusSeconds(60) + "\"}");
        verify(expiring.key()).body("outcome", is("valid"));
        clock.advance(Duration.ofSeconds(61));

        var answers = List.of(answer(ApiKey.generate().reveal()), answer(revoked.key()), answer(expiring.key()));

        assertEquals(1, Set.copyOf(answers).size(), answers::toString);
    }

    /** While the table is locked every query of it waits until the deadline, as the good key shows. */
    @Test
    void s18_aKeyWithABadChecksumIsRefusedWithoutAQuery() throws SQLException {
        var key = createKey(owner).key();
        var last = key.charAt(key.length() - 1);
        var mangled = key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE apikey.api_key IN ACCESS EXCLUSIVE MODE");

            verify(mangled).statusCode(200).body("outcome", is("invalid"));
            verify(key).statusCode(503);

            connection.rollback();
        }
    }

    @Test
    void s17_aSecretIsNowhereButInTheReplyThatMadeIt() throws SQLException {
        try (var logs = Logs.capture()) {
            var created = createKey(owner);
            var secret = created.key().substring("sk_live_".length() + 9);
            verify(created.key()).body("outcome", is("valid"));
            given().auth().oauth2(created.key()).get("/api/keys").then().statusCode(403);
            verify(created.key() + "!").body("outcome", is("invalid"));
            asSession(owner)
                    .body("{\"name\":\"n\",\"" + created.key() + "\":1}")
                    .post("/api/keys");
            asSession(owner).delete("/api/keys/" + created.id()).then().statusCode(200);
            verify(created.key()).body("outcome", is("invalid"));

            for (var place : List.of(postgres(), redisValues(), String.join("", logs.events()))) {
                assertFalse(place.isEmpty());
                assertFalse(place.contains(secret.substring(0, 20)), place);
            }
        }
    }

    private static String answer(String key) {
        var answer = verify(key).extract().response();
        var headers = answer.headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("X-Request-Id"))
                .map(Header::toString)
                .sorted()
                .collect(Collectors.joining("; "));
        return answer.statusCode() + " " + answer.asString() + " " + headers;
    }

    private String redisValues() {
        var keys = send(Request.cmd(Command.KEYS).arg("*"));
        var values = new StringBuilder();
        for (var key : keys) {
            var name = key.toString();
            values.append(name).append(' ').append(send(allOf(name))).append('\n');
        }
        return values.toString();
    }

    private Request allOf(String key) {
        var type = send(Request.cmd(Command.TYPE).arg(key)).toString();
        return switch (type) {
            case "string" -> Request.cmd(Command.GET).arg(key);
            case "hash" -> Request.cmd(Command.HGETALL).arg(key);
            case "zset" -> Request.cmd(Command.ZRANGE).arg(key).arg(0).arg(-1);
            case "stream" -> Request.cmd(Command.XRANGE).arg(key).arg("-").arg("+");
            default -> throw new IllegalStateException("who keeps a " + type + " in " + key + "?");
        };
    }

    private Response send(Request request) {
        return redis.send(request).await().atMost(Duration.ofSeconds(2));
    }

    private static String postgres() throws SQLException {
        var dump = new StringBuilder();
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows = statement.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'apikey'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (var table : tables) {
                try (var rows = statement.executeQuery("SELECT t::text FROM apikey.\"" + table + "\" t")) {
                    while (rows.next()) {
                        dump.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return dump.toString();
    }
}
