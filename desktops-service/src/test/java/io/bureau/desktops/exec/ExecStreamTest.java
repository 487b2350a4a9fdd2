package io.bureau.desktops.exec;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.Revocations;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands on a real desktop whose output is told as it comes. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class ExecStreamTest {

    private static final String EVENTS = "text/event-stream";
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static Principal owner;
    private static String desktop;

    @Inject
    Revocations revocations;

    private Principal holder;
    private ApiKey key;

    private record Event(String name, JsonPath data) {}

    /** A stream as a program reads it. */
    private static final class Stream implements AutoCloseable {

        private final HttpClient client = HttpClient.newHttpClient();
        private final BufferedReader lines;

        Stream(ApiKey key, String body) throws IOException, InterruptedException {
            this(desktop, key, body);
        }

        Stream(String id, ApiKey key, String body) throws IOException, InterruptedException {
            var request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + RestAssured.port + "/v1/desktops/" + id + "/exec"))
                    .header("Authorization", "Bearer " + key.reveal())
                    .header("Content-Type", "application/json")
                    .header("Accept", EVENTS)
                    .timeout(Duration.ofSeconds(20))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(200, answer.statusCode());
            assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith(EVENTS));
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        /** {@code null} at the end. */
        Event next() throws IOException {
            String name = null;
            String data = null;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data = line.substring(5);
                } else if (line.isEmpty() && name != null) {
                    return new Event(name, JsonPath.from(data));
                }
            }
            return null;
        }

        List<Event> rest() throws IOException {
            var events = new ArrayList<Event>();
            for (var event = next(); event != null; event = next()) {
                events.add(event);
            }
            return events;
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    @BeforeEach
    void desktop() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        if (desktop == null) {
            Bureau.reset();
            owner = Principals.owner();
            desktop = create(owner, "{\"name\":\"stream\"}");
            await(owner, desktop, "running");
        }
        holder = Principals.key(owner.organisation(), "desktop:control");
        key = ApiKey.generate();
        Peers.knowKey(key.reveal(), holder);
    }

    @Test
    void outputIsToldAsItComesAndTheResultLast() throws Exception {
        // It waits for a file that appears only after its first word was told.
        try (var stream = new Stream(
                key,
                "{\"command\":\"echo first; until test -e /tmp/go; do sleep 0.05; done; echo no >&2; echo last; exit 7\"}")) {
            var first = stream.next();
            assertEquals("stdout", first.name());
            assertEquals("first\n", first.data().getString("text"));
            assertEquals(0, exitOf("touch /tmp/go"));

            var events = stream.rest();

            assertEquals("last\n", textOf(events, "stdout"));
            assertEquals("no\n", textOf(events, "stderr"));
            var result = events.getLast();
            assertEquals("result", result.name());
            assertEquals("first\nlast\n", result.data().getString("stdout"));
            assertEquals("no\n", result.data().getString("stderr"));
            assertEquals(7, result.data().getInt("exitCode"));
            assertFalse(result.data().getBoolean("timedOut"));
            assertFalse(result.data().getBoolean("truncated"));
        }
        assertEquals(List.of("desktop.exec success exit=7 timedOut=false"), rows());
    }

    @Test
    void outputOverTheLimitIsDroppedAndWhatIsToldIsWhatIsKept() throws Exception {
        try (var stream = new Stream(key, "{\"command\":\"yes 漢字 | head -c 3000000; yes | head -c 2000000 >&2\"}")) {
            var events = stream.rest();

            var result = events.getLast().data();
            assertTrue(result.getBoolean("truncated"));
            assertEquals(0, result.getInt("exitCode"));
            assertEquals(result.getString("stdout"), textOf(events, "stdout"));
            assertEquals(result.getString("stderr"), textOf(events, "stderr"));
            assertEquals(1 << 20, result.getString("stderr").length());
        }
    }

    @Test
    void aProgramThatSaysNothingHasAResult() throws Exception {
        try (var stream = new Stream(key, "{\"command\":[\"true\"]}")) {
            var events = stream.rest();

            assertEquals(1, events.size());
            assertEquals("result", events.getFirst().name());
            assertEquals(0, events.getFirst().data().getInt("exitCode"));
        }
    }

    @Test
    void s39_aTimeoutEndsAllThatWasStarted() throws Exception {
        try (var stream =
                new Stream(key, "{\"command\":\"echo before; setsid sleep 7103 & sleep 7103\",\"timeoutSeconds\":1}")) {
            var events = stream.rest();

            assertEquals("before\n", textOf(events, "stdout"));
            assertTrue(events.getLast().data().getBoolean("timedOut"));
            assertNull(events.getLast().data().get("exitCode"));
        }
        assertEquals(1, exitOf("pgrep -xf 'sleep 7103'"));
        assertEquals(List.of("desktop.exec failed exit=none timedOut=true"), rows());
    }

    @Test
    void s38_aRevocationEndsIt() throws Throwable {
        try (var stream = new Stream(key, "{\"command\":\"echo on; setsid sleep 7106 & sleep 7106\"}")) {
            assertEquals("on\n", stream.next().data().getString("text"));
            var begun = System.nanoTime();

            VertxContextSupport.subscribeAndAwait(() -> revocations.publish(
                    new Revocation(Revocation.Subject.KEY, holder.credential().id())));
            var events = stream.rest();

            assertTrue(Duration.ofNanos(System.nanoTime() - begun).compareTo(AT_ONCE) < 0, "took too long");
            assertEquals("error", events.getLast().name());
            assertEquals("UNAUTHORIZED", events.getLast().data().getString("error.code"));
            assertTrue(events.getLast().data().getString("error.requestId").startsWith("req_"));
        }
        until(() -> exitOf("pgrep -xf 'sleep 7106'") == 1, "killed");
        assertEquals(List.of("desktop.exec failed cut=UNAUTHORIZED timedOut=false"), rows());
    }

    @Test
    void whoeverHangsUpEndsIt() throws Exception {
        try (var stream = new Stream(key, "{\"command\":\"echo on; setsid sleep 7107 & sleep 7107\"}")) {
            assertEquals("on\n", stream.next().data().getString("text"));
        }

        until(() -> exitOf("pgrep -xf 'sleep 7107'") == 1, "killed");
        until(
                () -> List.of("desktop.exec failed cut=CALLER_GONE timedOut=false")
                        .equals(rows()),
                "audited");
    }

    @Test
    void whatIsMalformedOrNotAllowedIsAnsweredAsAlways() {
        ask(asSession(owner), "{\"command\":\"\"}", 400, "VALIDATION_FAILED");
        var reader = asKey(Principals.key(owner.organisation(), "desktop:read"));
        ask(reader, "{\"command\":\"true\"}", 403, "FORBIDDEN");
        ask(RestAssured.given().contentType("application/json"), "{\"command\":\"true\"}", 401, "UNAUTHORIZED");
        assertEquals(List.of(), rows());
    }

    @Test
    void whatCannotBeginIsTold() throws Exception {
        var stopped = create(owner, "{\"name\":\"stopped\",\"start\":false}");
        var stranger = ApiKey.generate();
        Peers.knowKey(stranger.reveal(), Principals.key(Principals.owner().organisation(), "desktop:control"));

        assertEquals("VALIDATION_FAILED", refusal(desktop, key, "{\"command\":\"true\",\"cwd\":\"/nowhere\"}"));
        assertEquals("DESKTOP_NOT_READY", refusal(stopped, key, "{\"command\":\"true\"}"));
        assertEquals("NOT_FOUND", refusal(desktop, stranger, "{\"command\":\"true\"}"));
        assertEquals(List.of(), rows());
    }

    /** The code of the only event. */
    private static String refusal(String id, ApiKey key, String body) throws Exception {
        try (var stream = new Stream(id, key, body)) {
            var events = stream.rest();
            assertEquals(1, events.size());
            assertEquals("error", events.getFirst().name());
            return events.getFirst().data().getString("error.code");
        }
    }

    @Test
    void whoAcceptsAnythingGetsTheAnswerInOnePiece() {
        for (var accept : List.of("*/*", "application/json", "text/event-stream;q=0.5, application/json")) {
            asSession(owner)
                    .accept(accept)
                    .body("{\"command\":\"true\"}")
                    .post(path())
                    .then()
                    .statusCode(200)
                    .contentType("application/json")
                    .body("exitCode", is(0));
        }
    }

    private static void ask(RequestSpecification caller, String body, int status, String code) {
        caller.accept(EVENTS)
                .body(body)
                .post(path())
                .then()
                .statusCode(status)
                .contentType("application/json")
                .body("error.code", is(code));
    }

    private static String textOf(List<Event> events, String name) {
        return events.stream()
                .filter(event -> event.name().equals(name))
                .map(event -> event.data().getString("text"))
                .collect(Collectors.joining());
    }

    private static int exitOf(String command) {
        return asSession(owner).body(Map.of("command", command)).post(path()).path("exitCode");
    }

    /** What was done with the key, without how long it took. */
    private List<String> rows() {
        try (var connection = PostgresResource.superuser();
                var query = connection.prepareStatement("SELECT concat_ws(' ', action, outcome, detail)"
                        + " FROM desktops.audit WHERE credential = ? ORDER BY sequence")) {
            query.setString(1, holder.credential().id());
            var rows = query.executeQuery();
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1).replaceFirst(" ms=\\d+$", ""));
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String path() {
        return "/v1/desktops/" + desktop + "/exec";
    }
}
