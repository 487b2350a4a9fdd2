package io.bureau.desktops.live;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Views and terminals of a real desktop, as browsers have them. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class LiveTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String POINTER = """
            import ctypes
            x = ctypes.CDLL("libX11.so.6")
            x.XOpenDisplay.restype = ctypes.c_void_p
            d = ctypes.c_void_p(x.XOpenDisplay(None))
            x.XDefaultRootWindow.restype = ctypes.c_ulong
            r = ctypes.c_ulong(x.XDefaultRootWindow(d))
            a, b = ctypes.c_ulong(), ctypes.c_ulong()
            n = [ctypes.c_int() for _ in range(4)]
            m = ctypes.c_uint()
            x.XQueryPointer(d, r, ctypes.byref(a), ctypes.byref(b), *map(ctypes.byref, n), ctypes.byref(m))
            print(n[0].value, n[1].value)
            """;

    private static Principal owner;
    private static String desktop;

    @Inject
    Revocations revocations;

    @Inject
    RevocationTail tail;

    /** One desktop for all, because it is what takes longest. */
    @BeforeEach
    void desktop() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        until(tail::holdsLease, "a lease of the revocation stream");
        if (desktop == null) {
            Bureau.reset();
            owner = Principals.owner();
            desktop = create(owner, "{\"name\":\"live\"}");
            await(owner, desktop, "running");
        }
        asSession(owner).delete(path("control")).then().statusCode(204);
    }

    @Test
    void aViewShowsTheScreenAndTakesInput() {
        try (var viewer = Viewer.open(view(asSession(owner), "control"))) {
            assertEquals(1280, viewer.width());
            assertEquals(800, viewer.height());
            viewer.look();

            viewer.move(321, 123);

            until(() -> pointer().equals("321 123"), "the pointer where it was moved to");
        }
    }

    @Test
    void aWatchersInputDoesNotReachTheScreen() {
        try (var watcher = Viewer.open(view(asSession(owner), "watch"));
                var viewer = Viewer.open(view(asSession(owner), "control"))) {
            viewer.move(10, 20);
            until(() -> pointer().equals("10 20"), "the pointer where it was moved to");

            watcher.move(600, 600);
            watcher.look();

            assertEquals("10 20", pointer());
            assertFalse(viewer.socket().isClosed());
        }
    }

    @Test
    void s37_aTicketIsGoodForOneUseInOnePlaceByOneUser() {
        var used = view(asSession(owner), "watch");
        Viewer.open(used).close();
        assertEquals(401, refusal(used));

        var misplaced = view(asSession(owner), "watch");
        assertEquals(401, refusal(misplaced.replace("/view/", "/terminal/")));
        assertEquals(401, refusal(misplaced));
        assertEquals(401, refusal(view(asSession(owner), "watch").replace(desktop, Ids.next("dsk"))));
        assertEquals(401, refusal(misplaced.substring(0, misplaced.indexOf('?')) + "?ticket=made-up"));
        assertEquals(401, refusal(misplaced.substring(0, misplaced.indexOf('?'))));

        var stolen = view(asSession(owner), "watch");
        var thief = Principals.session(owner.organisation(), Ids.next("usr"), "member");
        asSession(thief).get("/v1/desktops").then().statusCode(200);
        var cookie = Bureau.COOKIE + "=token-of-" + thief.credential().id();
        assertEquals(401, Socket.refusal(stolen, "Origin", Socket.ORIGIN, "Cookie", cookie));
    }

    @Test
    void s36_aPageOfAnotherOriginOpensNothingAndUsesNoTicketUp() {
        var ticket = view(asSession(owner), "watch");

        for (var foreign : List.of(
                "https://evil.example",
                "null",
                "http://localhost:8080.evil.example",
                "http://localhost",
                "https://localhost:8080",
                "http://localhost:80800")) {
            assertEquals(403, Socket.refusal(ticket, "Origin", foreign), foreign);
        }
        assertEquals(403, Socket.refusal(ticket));

        Viewer.open(ticket).close();
    }

    @Test
    void s38_aRevocationEndsWhatItsCredentialHasOpen() {
        var member = Principals.session(owner.organisation(), Ids.next("usr"), "member");
        try (var viewer = Viewer.open(view(asSession(member), "control"));
                var terminal = Socket.open(terminal(asSession(member)));
                var other = Viewer.open(view(asSession(owner), "watch"))) {
            terminal.send("sleep 7654 & disown; echo be\"\"gun\r".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            terminal.awaitText("begun");

            var unused = view(asSession(member), "watch");
            revoke(Revocation.ofMember(owner.organisation().id(), member.user()));

            assertEquals(4401, viewer.socket().awaitClosed());
            assertEquals(4401, terminal.awaitClosed());
            assertEquals(401, refusal(unused));
            until(() -> run("pgrep -f '[s]leep 7654' || echo none").equals("none\n"), "all that it had started");
            other.look();
        }
    }

    @Test
    void aTerminalTakesInputAndTellsHowItHasEnded() {
        try (var terminal = Socket.open(terminal(asSession(owner)))) {
            terminal.send("{\"type\":\"input\",\"data\":\"stty size; echo $TERM $((6*7)) é漢\\r\"}");
            terminal.awaitText("40 100");
            terminal.awaitText("xterm-256color 42 é漢");

            terminal.send("{\"type\":\"resize\",\"cols\":133,\"rows\":33}");
            terminal.send("stty size\r".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            terminal.awaitText("33 133");

            terminal.send("exit 3\r".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertEquals(1000, terminal.awaitClosed());
            var last = terminal.texts().getLast();
            assertTrue(last.contains("\"type\":\"exit\"") && last.contains("\"exitCode\":3"), last);
        }
    }

    @Test
    void aTerminalLosesNothingOfWhatComesFast() {
        try (var terminal = Socket.open(terminal(asSession(owner)))) {
            terminal.send("head -c 20000000 /dev/zero | tr '\\0' x; echo; echo do\"\"ne\r"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));

            terminal.awaitText("done");
            assertTrue(terminal.received().length > 20_000_000);
        }
    }

    @Test
    void whatIsNotOfTheProtocolEndsIt() {
        try (var terminal = Socket.open(terminal(asSession(owner)))) {
            terminal.send("{\"type\":\"reboot\"}");
            assertEquals(1002, terminal.awaitClosed());
        }
        try (var viewer = Viewer.open(view(asSession(owner), "watch"))) {
            viewer.socket().send(new byte[] {99});
            assertEquals(1002, viewer.socket().awaitClosed());
        }
    }

    @Test
    void whoeverTakesControlHasTheScreenToHimself() {
        var colleague = Principals.session(owner.organisation(), Ids.next("usr"), "member");
        var program = Principals.key(owner.organisation(), "desktop:control");
        try (var mine = Viewer.open(view(asSession(owner), "control"));
                var theirs = Viewer.open(view(asSession(colleague), "control"));
                var programs = Viewer.open(view(asKey(program), "watch"))) {
            theirs.move(5, 6);
            until(() -> pointer().equals("5 6"), "before anybody has control all may");

            asSession(owner).body("{}").put(path("control")).then().statusCode(200);

            assertEquals(4409, programs.socket().awaitClosed());
            theirs.move(700, 700);
            theirs.look();
            try (var late = Viewer.open(view(asSession(colleague), "control"))) {
                late.move(800, 600);
                late.look();
            }
            assertEquals("5 6", pointer());
            mine.move(50, 60);
            until(() -> pointer().equals("50 60"), "the pointer of who has control");
            asKey(program)
                    .body("{}")
                    .post(path("view"))
                    .then()
                    .statusCode(409)
                    .body("error.code", equalTo("HUMAN_IN_CONTROL"));
            asKey(program).body("{\"x\":1,\"y\":1}").post(path("click")).then().statusCode(409);
            asKey(program).get(path("screenshot")).then().statusCode(409);
            asSession(colleague).get(path("screenshot")).then().statusCode(200);

            asSession(owner).delete(path("control")).then().statusCode(204);
            asKey(program).body("{\"x\":1,\"y\":1}").post(path("click")).then().statusCode(200);
        }
    }

    @Test
    void aDragThatIsUnderWayIsCutOffByWhoTakesControl() throws Exception {
        asSession(owner)
                .body("{\"x\":1279,\"y\":799}")
                .post(path("move"))
                .then()
                .statusCode(200);
        var program = Principals.key(owner.organisation(), "desktop:control");
        var drag = asKey(program).body("{\"from\":{\"x\":1,\"y\":1},\"to\":{\"x\":900,\"y\":700},\"durationMs\":9000}");
        var answer = java.util.concurrent.CompletableFuture.supplyAsync(() -> drag.post(path("drag")));
        until(() -> !pointer().equals("1279 799"), "a drag that has begun");

        asSession(owner)
                .body("{\"screenshots\":true}")
                .put(path("control"))
                .then()
                .statusCode(200);

        assertEquals(409, answer.get(3, java.util.concurrent.TimeUnit.SECONDS).statusCode());
        asKey(program).get(path("screenshot")).then().statusCode(200);
    }

    @Test
    void s38_aDesktopThatIsDestroyedTakesItsViewsWithIt() {
        var doomed = create(owner, "{\"name\":\"doomed\"}");
        await(owner, doomed, "running");
        try (var viewer = Viewer.open(view(doomed, asSession(owner), "watch"))) {
            asSession(owner).delete("/v1/desktops/" + doomed).then().statusCode(204);
            long begun = System.nanoTime();

            viewer.socket().awaitClosed();
            assertTrue(System.nanoTime() - begun < SOON.toNanos());
        }
    }

    private void revoke(Revocation revocation) {
        revocations.publish(revocation).await().atMost(SOON);
    }

    private static int refusal(String url) {
        return Socket.refusal(url, "Origin", Socket.ORIGIN);
    }

    private static String view(RequestSpecification caller, String mode) {
        return view(desktop, caller, mode);
    }

    private static String view(String id, RequestSpecification caller, String mode) {
        return caller.body(Map.of("mode", mode))
                .post("/v1/desktops/" + id + "/view")
                .then()
                .statusCode(200)
                .extract()
                .path("url");
    }

    private static String terminal(RequestSpecification caller) {
        return caller.body("{\"cols\":100,\"rows\":40}")
                .post(path("terminal"))
                .then()
                .statusCode(200)
                .extract()
                .path("url");
    }

    private static String pointer() {
        return run("python3 -c '" + POINTER + "'").strip();
    }

    private static String run(String command) {
        return asSession(owner)
                .body(Map.of("command", command))
                .post(path("exec"))
                .then()
                .statusCode(200)
                .extract()
                .path("stdout");
    }

    private static String path(String action) {
        return "/v1/desktops/" + desktop + "/" + action;
    }
}
