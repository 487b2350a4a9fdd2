package io.bureau.desktops.files;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationTail;
import io.bureau.kit.revocation.Revocations;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on their way to and from a real desktop. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class TransferTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MEGABYTE = 1 << 20;

    private static Principal owner;
    private static String desktop;

    @Inject
    Revocations revocations;

    @Inject
    RevocationTail tail;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** One desktop for all, because it is what takes longest. */
    @BeforeEach
    void desktop() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        until(tail::holdsLease, "a lease of the revocation stream");
        if (desktop == null) {
            Bureau.reset();
            owner = Principals.owner();
            desktop = create(owner, "{\"name\":\"files\"}");
            await(owner, desktop, "running");
        }
        bash("rm -rf ~/t && mkdir ~/t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "two words & more", "Füße 漢字 🙂", "~", "-rf", "a%2Fb+c"})
    void whatIsUploadedIsThereAndComesBack(String name) throws Exception {
        var content = bytes(3 * MEGABYTE + 17);

        var made = put("t/" + name, content);

        assertEquals(201, made.statusCode(), made.body());
        var entry = new JsonPath(made.body());
        assertEquals(name, entry.getString("name"));
        assertEquals(content.length, entry.getInt("size"));
        assertEquals("0644", entry.getString("mode"));
        assertEquals("1", bash("ls -A ~/t | wc -l"));
        assertEquals(sha256(content), bash("cat ~/t/* ~/t/.[!.]* 2>&- | sha256sum | cut -c1-64"));
        var read = get("t/" + name);
        assertEquals(200, read.statusCode());
        assertArrayEquals(content, read.body());
    }

    @Test
    void anEmptyFileIsAFile() throws Exception {
        assertEquals(201, put("t/empty", new byte[0]).statusCode());
        var read = get("t/empty");
        assertEquals(200, read.statusCode());
        assertEquals("0", read.headers().firstValue("Content-Length").orElseThrow());
    }

    @Test
    void aFileIsSaidWhatItIsAndIsNoPageOfOurs() throws Exception {
        bash("printf '<b>' > ~/t/x.html; touch -d '2026-11-05 06:07:08 UTC' ~/t/x.html");

        for (var method : new String[] {"GET", "HEAD"}) {
            var answer = client.send(
                    request("t/x.html").method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
            var headers = answer.headers();

            assertEquals(200, answer.statusCode());
            assertEquals(method.equals("GET") ? "<b>" : "", answer.body());
            assertEquals("3", headers.firstValue("Content-Length").orElseThrow());
            assertEquals(
                    "application/octet-stream",
                    headers.firstValue("Content-Type").orElseThrow());
            assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
            assertEquals(
                    "attachment; filename*=UTF-8''x.html",
                    headers.firstValue("Content-Disposition").orElseThrow());
            assertEquals("bytes", headers.firstValue("Accept-Ranges").orElseThrow());
            assertEquals(
                    "private, no-cache", headers.firstValue("Cache-Control").orElseThrow());
            assertEquals(
                    "Thu, 05 Nov 2026 06:07:08 GMT",
                    headers.firstValue("Last-Modified").orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0|206|bytes 0-0/10|0",
                "bytes=2-4|206|bytes 2-4/10|234",
                "bytes=7-|206|bytes 7-9/10|789",
                "bytes=7-99|206|bytes 7-9/10|789",
                "bytes=-3|206|bytes 7-9/10|789",
                "bytes=-99|206|bytes 0-9/10|0123456789",
                "Bytes=0-|206|bytes 0-9/10|0123456789",
                "bytes=4-2|200||0123456789",
                "bytes=0-1,3-4|200||0123456789",
                "bytes=-|200||0123456789",
                "lines=1-2|200||0123456789",
                "bytes=10-|416|bytes */10|",
                "bytes=-0|416|bytes */10|",
            })
    void aPartIsAskedForAsHttpHasIt(String range, int status, String contentRange, String content) throws Exception {
        bash("printf 0123456789 > ~/t/digits");

        var answer = client.send(request("t/digits").header("Range", range).build(), BodyHandlers.ofString());

        assertEquals(status, answer.statusCode());
        assertEquals(contentRange, answer.headers().firstValue("Content-Range").orElse(null));
        if (status == 416) {
            assertEquals("RANGE_NOT_SATISFIABLE", new JsonPath(answer.body()).getString("error.code"));
        } else {
            assertEquals(content, answer.body());
        }
    }

    @Test
    void whoHasAnotherVersionGetsAllOfIt() throws Exception {
        bash("printf 0123456789 > ~/t/digits; touch -d '2026-11-05 06:07:08 UTC' ~/t/digits");
        var part = request("t/digits").header("Range", "bytes=2-4");

        var same = part.copy().header("If-Range", "Thu, 05 Nov 2026 06:07:08 GMT");
        assertEquals("234", client.send(same.build(), BodyHandlers.ofString()).body());
        var other = part.copy().header("If-Range", "Thu, 05 Nov 2026 06:07:07 GMT");
        assertEquals(
                "0123456789",
                client.send(other.build(), BodyHandlers.ofString()).body());

        var unchanged = request("t/digits").header("If-Modified-Since", "Thu, 05 Nov 2026 06:07:08 GMT");
        assertEquals(
                304, client.send(unchanged.build(), BodyHandlers.ofString()).statusCode());
        var changed = request("t/digits").header("If-Unmodified-Since", "Thu, 05 Nov 2026 06:07:07 GMT");
        var refused = client.send(changed.build(), BodyHandlers.ofString());
        assertEquals(412, refused.statusCode());
        assertEquals("PRECONDITION_FAILED", new JsonPath(refused.body()).getString("error.code"));
        assertNoPlacesAreTaken();
    }

    @Test
    void aFileIsReplacedAtOnceAndKeepsItsPermissions() throws Exception {
        bash("cd ~/t && printf old > real && chmod 750 real && ln -s real link");

        var replaced = put("t/link", "new".getBytes(StandardCharsets.UTF_8));

        assertEquals(200, replaced.statusCode(), replaced.body());
        assertEquals("0750", new JsonPath(replaced.body()).getString("mode"));
        assertEquals(
                "new link real",
                bash("cd ~/t && cat real && echo \" \" $(ls -A)").replaceAll("\\s+", " "));
    }

    @Test
    void nothingIsReplacedWhereThatWasNotAskedFor() throws Exception {
        bash("printf old > ~/t/there");

        var refused = client.send(
                request("t/there")
                        .header("If-None-Match", "*")
                        .PUT(BodyPublishers.ofString("new"))
                        .build(),
                BodyHandlers.ofString());
        var made = client.send(
                request("t/new")
                        .header("If-None-Match", "*")
                        .PUT(BodyPublishers.ofString("new"))
                        .build(),
                BodyHandlers.ofString());

        assertEquals(412, refused.statusCode());
        assertEquals("PRECONDITION_FAILED", new JsonPath(refused.body()).getString("error.code"));
        assertEquals(201, made.statusCode());
        assertEquals("old", bash("cat ~/t/there"));
        assertEquals("new", bash("cat ~/t/new"));
    }

    @ParameterizedTest
    @CsvSource({
        "t, 409, CONFLICT",
        "t/pipe, 409, CONFLICT",
        "/root/x, 403, FORBIDDEN",
        "/etc/passwd, 403, FORBIDDEN",
        "t/none/x, 404, NOT_FOUND",
        "'', 400, VALIDATION_FAILED",
    })
    void whatCannotBeWrittenIsSaid(String path, int status, String code) throws Exception {
        bash("mkfifo ~/t/pipe");

        var refused = put(path, bytes(MEGABYTE));

        assertEquals(status, refused.statusCode(), refused.body());
        assertEquals(code, new JsonPath(refused.body()).getString("error.code"));
        assertEquals("pipe", bash("ls -A ~/t"));
        assertNoPlacesAreTaken();
    }

    @ParameterizedTest
    @CsvSource({
        "t, 409, CONFLICT",
        "t/pipe, 409, CONFLICT",
        "/etc/shadow, 403, FORBIDDEN",
        "t/none, 404, NOT_FOUND",
        "'', 400, VALIDATION_FAILED",
    })
    void whatCannotBeReadIsSaid(String path, int status, String code) throws Exception {
        bash("mkfifo ~/t/pipe");

        var refused = client.send(request(path).build(), BodyHandlers.ofString());

        assertEquals(status, refused.statusCode(), refused.body());
        assertEquals(code, new JsonPath(refused.body()).getString("error.code"));
        assertNoPlacesAreTaken();
    }

    @Test
    void aPartOfAFileIsNotUploaded() throws Exception {
        var refused = client.send(
                request("t/x")
                        .header("Content-Range", "bytes 0-2/3")
                        .PUT(BodyPublishers.ofString("new"))
                        .build(),
                BodyHandlers.ofString());

        assertEquals(400, refused.statusCode());
        assertEquals("", bash("ls -A ~/t"));
    }

    @Test
    void whatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws Exception {
        var announced = send("t/large", BodyPublishers.ofByteArray(new byte[RealEngine.UPLOAD_LIMIT + 1]));
        assertEquals(413, announced.statusCode());
        assertEquals("PAYLOAD_TOO_LARGE", new JsonPath(announced.body()).getString("error.code"));

        var surprise = send("t/large", BodyPublishers.ofInputStream(() -> new Endless(RealEngine.UPLOAD_LIMIT + 1)));

        assertEquals(413, surprise.statusCode());
        assertEquals("PAYLOAD_TOO_LARGE", new JsonPath(surprise.body()).getString("error.code"));
        until(() -> bash("ls -A ~/t").isEmpty(), "nothing of it");
        assertEquals(201, put("t/just", new byte[RealEngine.UPLOAD_LIMIT]).statusCode());
    }

    /** What may be large is a file and nothing else. */
    @Test
    void otherBodiesStaySmall() throws Exception {
        var path = "/v1/desktops/" + desktop + "/exec";
        for (var body : new BodyPublisher[] {
            BodyPublishers.ofByteArray(new Endless(2 * MEGABYTE).readAllBytes()),
            BodyPublishers.ofInputStream(() -> new Endless(2 * MEGABYTE))
        }) {
            var refused = client.send(
                    to(path).header("Content-Type", "application/json")
                            .POST(body)
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(413, refused.statusCode());
        }
    }

    @Test
    void whoBreaksOffHasChangedNothing() throws Exception {
        bash("printf old > ~/t/there");
        try (var _ = beginUpload("t/there", owner)) {
            until(() -> unfinished() == 1, "it has begun");
            assertEquals("old", bash("cat ~/t/there"));
        }

        until(() -> bash("ls -A ~/t").equals("there"), "nothing of it");
        assertEquals("old", bash("cat ~/t/there"));
        assertNoPlacesAreTaken();
    }

    @Test
    void s38_whoseAccessEndsDownloadsNoMore() throws Exception {
        var member = Principals.session(owner.organisation(), Ids.next("usr"), "member");
        bash("truncate -s 900M ~/t/large");
        var answer = client.send(to(files("t/large"), member).build(), BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        try (var content = answer.body()) {
            content.readNBytes(MEGABYTE);

            revoke(member);

            assertThrows(IOException.class, content::readAllBytes);
        }
        assertNoPlacesAreTaken();
    }

    @Test
    void s38_whoseAccessEndsUploadsNoMore() throws Exception {
        var member = Principals.session(owner.organisation(), Ids.next("usr"), "member");
        try (var socket = beginUpload("t/large", member)) {
            until(() -> unfinished() == 1, "it has begun");

            revoke(member);

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
            assertTrue(answer.contains("UNAUTHORIZED"), answer);
        }
        until(() -> bash("ls -A ~/t").isEmpty(), "nothing of it");
        assertNoPlacesAreTaken();
    }

    @Test
    void whoseKeyExpiresUploadsNoMore() throws Exception {
        var member = Principals.session(owner.organisation(), Ids.next("usr"), "member");
        var ending = new Principal.Credential(
                Principal.Kind.SESSION, Ids.next("ses"), null, Instant.now().plusSeconds(3));
        var caller = new Principal(
                ending, member.organisation(), member.user(), member.role(), member.capabilities(), member.limit());
        try (var socket = beginUpload("t/large", caller)) {
            until(() -> unfinished() == 1, "it has begun");

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
        }
        until(() -> bash("ls -A ~/t").isEmpty(), "nothing of it");
    }

    @Test
    void whoStopsSendingHoldsNobodyUp() throws Exception {
        try (var socket = beginUpload("t/a", owner)) {
            until(() -> unfinished() == 1, "it has begun");

            assertEquals(201, put("t/b", bytes(10)).statusCode());
            asSession(owner).post("/v1/desktops/" + desktop + "/stop").then().statusCode(200);

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
            assertTrue(answer.contains("DESKTOP_NOT_READY"), answer);
        } finally {
            await(owner, desktop, "stopped");
            asSession(owner).post("/v1/desktops/" + desktop + "/start").then().statusCode(200);
            await(owner, desktop, "running");
        }
        until(() -> bash("ls -A ~/t | grep -v part$").equals("b"), "nothing of it under its name");
    }

    @Test
    void s40_aFolderGoesWithAllThatIsInItAndNothingElse() {
        bash("cd ~/t && mkdir -p kept d/e/f && touch kept/a d/e/f/a d/.hidden"
                + " && (cd d && touch $(seq 400)) && ln -s ../kept d/l && ln -s /etc d/e/etc && mkfifo d/p");

        remove("t/d", true, 204);

        assertEquals("kept kept/a", bash("cd ~/t && find * | sort | xargs"));
        assertEquals("yes", bash("test -e /etc/passwd && echo yes"));
        remove("t/none", true, 404);
        remove("/etc", true, 403);
        remove("~", true, 409);
        remove("/", true, 409);
        remove("/home", true, 409);
        bash("ln -s kept ~/t/l");
        remove("t/l", true, 204);
        assertEquals("kept kept/a", bash("cd ~/t && find * | sort | xargs"));
        remove("t/kept/a", true, 204);
        remove("t/kept", false, 204);
    }

    /** A part of a file is sent, and the rest of it not yet. */
    private static Socket beginUpload(String path, Principal caller) throws IOException {
        var socket = new Socket("127.0.0.1", RestAssured.port);
        socket.setSoTimeout((int) SOON.toMillis());
        var head = "PUT " + files(path) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + RealEngine.UPLOAD_LIMIT
                + "\r\nCookie: " + cookie(caller) + "\r\nSec-Fetch-Site: same-origin\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(new byte[5 * MEGABYTE]);
        return socket;
    }

    private static int unfinished() {
        return Integer.parseInt(bash("ls -A ~/t | grep -c part$ || true"));
    }

    private void revoke(Principal member) {
        revocations
                .publish(Revocation.ofMember(owner.organisation().id(), member.user()))
                .await()
                .atMost(SOON);
    }

    /** As many as may work there at once do. */
    private void assertNoPlacesAreTaken() {
        until(
                () -> {
                    try {
                        var all = java.util.stream.IntStream.range(0, 16)
                                .mapToObj(_ -> client.sendAsync(
                                        to("/v1/desktops/" + desktop + "/files/list")
                                                .build(),
                                        BodyHandlers.ofString()))
                                .toList();
                        return all.stream().allMatch(each -> each.join().statusCode() == 200);
                    } catch (RuntimeException failure) {
                        return false;
                    }
                },
                "all places are free");
    }

    private static void remove(String path, boolean recursive, int status) {
        asSession(owner)
                .queryParam("path", path)
                .queryParam("recursive", recursive)
                .delete("/v1/desktops/" + desktop + "/files")
                .then()
                .statusCode(status);
    }

    private HttpResponse<String> put(String path, byte[] content) throws Exception {
        return send(path, BodyPublishers.ofByteArray(content));
    }

    private HttpResponse<String> send(String path, BodyPublisher content) throws Exception {
        return client.send(request(path).PUT(content).build(), BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String path) {
        return to(files(path));
    }

    private static String files(String path) {
        return "/v1/desktops/" + desktop + "/files?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder to(String path) {
        return to(path, owner);
    }

    private static HttpRequest.Builder to(String path, Principal caller) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Cookie", cookie(caller))
                .header("Sec-Fetch-Site", "same-origin");
    }

    private static String cookie(Principal caller) {
        asSession(caller);
        return Bureau.COOKIE + "=token-of-" + caller.credential().id();
    }

    private static String bash(String script) {
        var answer = asSession(owner).body(Map.of("script", script)).post("/v1/desktops/" + desktop + "/bash");
        assertEquals(Integer.valueOf(0), answer.path("exitCode"), answer.asString());
        return answer.<String>path("stdout").strip();
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    /** Spaces, as many as are wanted, of which nobody is told how many there will be. */
    private static class Endless extends InputStream {

        private long left;

        Endless(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int given = (int) Math.min(length, left);
            left -= given;
            Arrays.fill(target, from, from + given, (byte) ' ');
            return given;
        }
    }
}
