package io.bureau.local.frontdoor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.local.services.Address;
import io.bureau.local.services.Replica;
import io.bureau.local.services.Replicas;
import io.bureau.local.services.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door with real HTTP servers behind it, which tell what has reached them. */
class FrontDoorTest {

    private static final int NOBODY = 1;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong received = new AtomicLong();
    private final CompletableFuture<HttpServerRequest> held = new CompletableFuture<>();

    private FrontDoor door;
    private int port;

    @BeforeEach
    void open() {
        var behind = get(vertx.createHttpServer()
                .requestHandler(this::service)
                .webSocketHandshakeHandler(handshake -> {
                    if ("evil".equals(handshake.headers().get("Origin"))) {
                        handshake.reject(403);
                    } else {
                        handshake.accept();
                    }
                })
                .webSocketHandler(socket -> socket.handler(data ->
                        socket.writeBinaryMessage(Buffer.buffer(socket.headers().get("X-Forwarded-For") + " ")
                                .appendBuffer(data))))
                .listen(0, "127.0.0.1"));
        var address = new Address(behind.actualPort(), behind.actualPort());
        var nobody = new Address(NOBODY, NOBODY);
        var replicas = new Replicas(List.of(
                new Replica(Service.IDENTITY, 1, address),
                new Replica(Service.DESKTOPS, 1, nobody),
                new Replica(Service.DESKTOPS, 2, address),
                new Replica(Service.RATELIMIT, 1, address),
                new Replica(Service.APIKEY, 1, nobody)));
        door = new FrontDoor(vertx, URI.create("http://localhost:8080"), replicas);
        port = get(door.listen(0)).actualPort();
    }

    @AfterEach
    void close() {
        get(vertx.close());
    }

    @Test
    void callersCannotSayWhoTheyAre() throws Exception {
        var answer = send(request("/v1/me")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Host", "elsewhere")
                .header("X-Forwarded-Prefix", "/x")
                .header("Forwarded", "for=203.0.113.9")
                .header("X-Real-IP", "203.0.113.9")
                .header("X-User-Id", "usr_1")
                .header("X-Request-Id", "req_0000000000000000000000")
                .header("X-Custom", "stays"));

        var seen = new JsonObject(answer.body()).getJsonObject("headers");
        assertEquals("127.0.0.1", seen.getString("x-forwarded-for"));
        assertEquals("http", seen.getString("x-forwarded-proto"));
        assertEquals("localhost:" + port, seen.getString("x-forwarded-host"));
        assertEquals("8080", seen.getString("x-forwarded-port"));
        assertEquals("stays", seen.getString("x-custom"));
        assertNotEquals("req_0000000000000000000000", seen.getString("x-request-id"));
        assertTrue(seen.getString("x-request-id").matches("req_[0-9A-Za-z]{22}"));
        for (var dropped : new String[] {"forwarded", "x-real-ip", "x-user-id", "x-forwarded-prefix"}) {
            assertNull(seen.getString(dropped), dropped);
        }
    }

    @Test
    void passesPathQueryMethodAndHostUnchanged() throws Exception {
        var answer = send(request("/v1/a%20b?x=%2F&y=1").method("PATCH", BodyPublishers.ofString("{}")));

        var seen = new JsonObject(answer.body());
        assertEquals("/v1/a%20b?x=%2F&y=1", seen.getString("uri"));
        assertEquals("PATCH", seen.getString("method"));
        assertEquals("localhost:" + port, seen.getJsonObject("headers").getString("host"));
    }

    @Test
    void internalPathsAreNotThere() throws Exception {
        assertRefused(send(request("/internal/keys/verify")), 404, "NOT_FOUND");
        assertRefused(send(request("/%69nternal/keys/verify")), 404, "NOT_FOUND");
        assertRefused(send(request("/q/metrics")), 404, "NOT_FOUND");
    }

    @Test
    void pathsWithTwoMeaningsAreRefused() throws Exception {
        assertRefused(send(request("/v1%2Fme")), 400, "BAD_REQUEST");
        assertRefused(send(request("/v1/me;x=1")), 400, "BAD_REQUEST");
        assertTrue(raw("GET http://elsewhere/internal/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 400"));
    }

    @Test
    void serviceThatIsNotThereIs503WithinASecond() throws Exception {
        long began = System.nanoTime();
        var answer = send(request("/api/keys").POST(BodyPublishers.ofString("{\"name\":\"x\"}")));

        assertTrue(Duration.ofNanos(System.nanoTime() - began).toMillis() < 1000);
        assertRefused(answer, 503, "DEPENDENCY_UNAVAILABLE");
        assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
    }

    @Test
    void serviceThatDiesBeforeItAnswersIs503() throws Exception {
        var answer = http.sendAsync(request("/v1/hold").build(), BodyHandlers.ofString());
        held.get(15, TimeUnit.SECONDS).connection().close();

        assertRefused(answer.get(5, TimeUnit.SECONDS), 503, "DEPENDENCY_UNAVAILABLE");
    }

    @Test
    void healthSaysWhichServiceIsNotReady() throws Exception {
        var answer = send(request("/healthz"));

        assertEquals(503, answer.statusCode());
        var services = new JsonObject(answer.body()).getJsonObject("services");
        assertEquals("not ready", services.getString("apikey-service"));
        assertEquals("ready", services.getString("identity-service"));
    }

    @Test
    void largeBodiesPassWithoutBeingKept() throws Exception {
        long size = 256L * 1024 * 1024;
        var chunk = new byte[64 * 1024];
        var body = BodyPublishers.ofByteArrays(() -> java.util.stream.Stream.generate(() -> chunk)
                .limit(size / chunk.length)
                .iterator());

        var answer = send(request("/v1/sink").PUT(body));

        assertEquals(200, answer.statusCode());
        assertEquals(size, received.get());
    }

    @Test
    void webSocketsPassBothWays() throws Exception {
        WebSocketClient client = vertx.createWebSocketClient();
        var echoed = new CompletableFuture<String>();
        var socket = get(client.connect(port, "localhost", "/v1/desktops/dsk_1/view/ws?ticket=t"));
        socket.handler(data -> echoed.complete(data.toString(StandardCharsets.UTF_8)));
        socket.writeBinaryMessage(Buffer.buffer("hello"));

        assertEquals("127.0.0.1 hello", echoed.get(5, TimeUnit.SECONDS));
    }

    @Test
    void refusedHandshakeKeepsItsStatus() throws Exception {
        assertTrue(raw(handshake("websocket", "evil")).startsWith("HTTP/1.1 403"));
    }

    @Test
    void otherProtocolsAreNotOfferedToTheService() throws Exception {
        var answer = raw(handshake("h2c", "fine"));

        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
        assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("\"upgrade\""), answer);
    }

    @Test
    void onceStoppingNewRequestsAreRefusedAndThoseUnderWayFinish() throws Exception {
        var underWay = http.sendAsync(request("/v1/hold").build(), BodyHandlers.ofString());
        var request = held.get(15, TimeUnit.SECONDS);
        assertEquals(1, door.inFlight());
        door.refuseNew();

        assertRefused(send(request("/v1/me")), 503, "DEPENDENCY_UNAVAILABLE");
        request.response().end("done");
        assertEquals("done", underWay.get(15, TimeUnit.SECONDS).body());
    }

    private void service(HttpServerRequest request) {
        if (request.path().equals("/v1/hold")) {
            held.complete(request);
        } else if (request.path().equals("/v1/sink")) {
            request.handler(buffer -> received.addAndGet(buffer.length()));
            request.endHandler(_ -> request.response().end());
        } else {
            var headers = new JsonObject();
            request.headers().forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
            request.response()
                    .end(new JsonObject()
                            .put("uri", request.uri())
                            .put("method", request.method().name())
                            .put("headers", headers)
                            .encode());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String handshake(String protocol, String origin) {
        return "GET /v1/desktops/dsk_1/view/ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: "
                + protocol
                + "\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nOrigin: " + origin
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    }

    /** What comes back first on a plain connection. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var buffer = new byte[8192];
            int length = socket.getInputStream().read(buffer);
            return new String(buffer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        }
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertEquals(status, answer.statusCode());
        var error = new JsonObject(answer.body()).getJsonObject("error");
        assertEquals(code, error.getString("code"));
        assertEquals(answer.headers().firstValue("X-Request-Id").orElseThrow(), error.getString("requestId"));
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
