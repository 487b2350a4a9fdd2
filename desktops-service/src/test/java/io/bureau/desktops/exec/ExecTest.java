package io.bureau.desktops.exec;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static io.bureau.desktops.Bureau.with;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.Revocations;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on a real desktop. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class ExecTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final ExecutorService CALLERS = Executors.newVirtualThreadPerTaskExecutor();

    private static Principal owner;
    private static String desktop;

    @Inject
    Revocations revocations;

    @Inject
    LiveDesktops desktops;

    @Inject
    DesktopConnections connections;

    /** One desktop for all, because it is what takes longest. */
    @BeforeEach
    void desktop() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        if (desktop == null) {
            Bureau.reset();
            owner = Principals.owner();
            desktop = create(owner, "{\"name\":\"exec\"}");
            await(owner, desktop, "running");
        }
    }

    @Nested
    class WhatRuns {

        @Test
        void aTextIsOneShellCommand() {
            exec(Map.of("command", "echo $((1+1)) | tr 2 3; echo no >&2; exit 7"))
                    .statusCode(200)
                    .body("stdout", is("3\n"))
                    .body("stderr", is("no\n"))
                    .body("exitCode", is(7))
                    .body("timedOut", is(false))
                    .body("truncated", is(false))
                    .body("durationMs", greaterThanOrEqualTo(0));
        }

        @Test
        void s39_aListReachesTheProgramAsItIs() {
            var words = List.of(
                    ";",
                    "$(id)",
                    "`id`",
                    "a\nb",
                    "-rf",
                    "--",
                    "",
                    "'",
                    "'\"'",
                    "\\",
                    "\\n",
                    "*",
                    "~",
                    "!!",
                    "${HOME}",
                    "&& true",
                    "> /tmp/x",
                    "é漢🙂",
                    "\u0001\t\r",
                    "BUREAU_EXEC=1",
                    "a=b");
            var command = new ArrayList<>(List.of("python3", "-c", "import sys,json; print(json.dumps(sys.argv[1:]))"));
            command.addAll(words);

            var stdout =
                    exec(Map.of("command", command)).statusCode(200).extract().<String>path("stdout");

            assertEquals(words, JsonPath.from(stdout).getList("$"));
        }

        @Test
        void aProgramWithAnOddNameIsNotTakenForAnythingElse() {
            for (var name : List.of("-c", "A=b", "$(id)", "a b")) {
                exec(Map.of("command", List.of(name)))
                        .body("exitCode", is(127))
                        .body("stdout", is(""))
                        .body("stderr", containsString("not found"));
            }
        }

        @Test
        void aScriptHasManyLines() {
            asSession(owner)
                    .body(Map.of("script", "for i in 1 2; do\n  echo \"$i\"\ndone\ncat\n", "env", Map.of("A", "b")))
                    .post(path("bash"))
                    .then()
                    .statusCode(200)
                    .body("stdout", is("1\n2\n"))
                    .body("exitCode", is(0));
        }

        @Test
        void directoryEnvironmentAndInputAreAsGiven() {
            exec(Map.of(
                            "command", "pwd; printf '%s\\n' \"$A\" \"$PLAIN\"; cat",
                            "cwd", "/usr/share",
                            "env", Map.of("A", "it's $HOME\n;", "PLAIN", "x"),
                            "stdin", "one\0two"))
                    .statusCode(200)
                    .body("stdout", is("/usr/share\nit's $HOME\n;\nx\none\0two"));
        }

        @Test
        void thereIsAScreenAndAHome() {
            exec(Map.of("command", "echo $DISPLAY $LANG $HOME; pwd; id -un"))
                    .body("stdout", is(":1 C.UTF-8 /home/desktop\n/home/desktop\ndesktop\n"));
        }

        @Test
        void s39_nothingOfTheServiceIsInTheEnvironment() {
            var names = exec(Map.of("command", "env | cut -d= -f1 | sort"))
                    .extract()
                    .<String>path("stdout");

            names.lines()
                    .forEach(name -> assertFalse(
                            name.matches(".*(SECRET|PASSWORD|TOKEN|DATASOURCE|REDIS|QUARKUS|KEY).*"), name));
        }

        @Test
        void whatASignalEndsHasItsNumber() {
            exec(Map.of("command", "kill -9 $$")).body("exitCode", is(137));
        }

        @Test
        void inputThatNobodyReadsHoldsNothingUp() {
            exec(Map.of("command", "true", "stdin", "x".repeat(900_000))).body("exitCode", is(0));
        }

        @Test
        void outputOverTheLimitIsDroppedAndTheProgramGoesOn() {
            var answer = exec(Map.of("command", "yes | head -c 3000000; yes | head -c 2000000 >&2; exit 3"))
                    .body("exitCode", is(3))
                    .body("truncated", is(true))
                    .extract();

            assertEquals(1 << 20, answer.<String>path("stdout").length());
            assertEquals(1 << 20, answer.<String>path("stderr").length());
        }

        @Test
        void whatIsNoTextIsReplaced() {
            exec(Map.of("command", "printf 'a\\377b'")).body("stdout", is("a\uFFFDb"));
        }
    }

    @Nested
    class WhatIsRefused {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{}|command",
                    "{'command':''}|command",
                    "{'command':[]}|command",
                    "{'command':['']}|command",
                    "{'command':7}|command",
                    "{'command':['a',7]}|command",
                    "{'command':['a','b\\u0000c']}|command",
                    "{'command':'a','timeoutSeconds':0}|timeoutSeconds",
                    "{'command':'a','timeoutSeconds':601}|timeoutSeconds",
                    "{'command':'a','env':{'A B':'c'}}|env",
                    "{'command':'a','cwd':'/a\\u0000'}|cwd",
                    "{'command':'a','cwd':'/nowhere'}|cwd",
                    "{'command':'a','cwd':'/etc/passwd'}|cwd",
                    "{'command':'a','shell':true}|shell"
                })
        void isSaid(String body, String field) {
            asSession(owner)
                    .body(body.replace('\'', '"'))
                    .post(path("exec"))
                    .then()
                    .statusCode(400)
                    .body("error.code", is("VALIDATION_FAILED"))
                    .body("error.fields[0].field", is(field));
        }

        @Test
        void toAKeyWithoutTheCapability() {
            asKey(Principals.key(owner.organisation(), "desktop:read"))
                    .body("{\"command\":\"true\"}")
                    .post(path("exec"))
                    .then()
                    .statusCode(403)
                    .body("required", is("desktop:control"));
        }

        @Test
        void toAnotherOrganisation() {
            for (var route : List.of("exec", "bash")) {
                asSession(Principals.owner())
                        .body("exec".equals(route) ? "{\"command\":\"true\"}" : "{\"script\":\"true\"}")
                        .post(path(route))
                        .then()
                        .statusCode(404);
            }
        }

        @Test
        void whileTheDesktopDoesNotRun() {
            var stopped = create(owner, "{\"name\":\"stopped\",\"start\":false}");

            asSession(owner)
                    .body("{\"command\":\"true\"}")
                    .post("/v1/desktops/" + stopped + "/exec")
                    .then()
                    .statusCode(503)
                    .body("error.code", is("DESKTOP_NOT_READY"));
        }

        @Test
        void whatIsMoreThanMayRunAtOnce() {
            var running = new ArrayList<CompletableFuture<Response>>();
            for (int i = 0; i < 4; i++) {
                running.add(start("sleep 7001"));
            }
            until(() -> count("sleep 7001") == 4, "four run");

            exec(Map.of("command", "true"))
                    .statusCode(429)
                    .header("Retry-After", "1")
                    .body("error.code", is("RATE_LIMITED"));

            assertEquals(0, onDesktop("pkill -f '^sleep 7001$'"));
            running.forEach(each -> assertEquals(200, each.join().statusCode()));
            exec(Map.of("command", "true")).statusCode(200);
        }
    }

    @Nested
    class HowItEnds {

        @Test
        void whatIsLeftInTheBackgroundGoesOnAndNobodyWaitsForIt() {
            var begun = System.nanoTime();

            exec(Map.of(
                            "command",
                            "(sleep 1; echo a; sleep 0.2; echo b; touch /tmp/went-on; sleep 7002) & echo started"))
                    .body("stdout", is("started\n"))
                    .body("exitCode", is(0));

            assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() < 900, "was waited for");
            until(() -> onDesktop("test -e /tmp/went-on") == 0, "went on after it wrote");
            assertEquals(1, count("sleep 7002"));
            onDesktop("pkill -f '^sleep 7002$'");
        }

        @Test
        void s39_aTimeoutEndsAllThatWasStarted() {
            exec(Map.of(
                            "command",
                            "echo before; sleep 7003 & setsid sleep 7003 & (setsid -f nohup sleep 7003 &);"
                                    + " env -i sleep 7003 & setsid -f sh -c 'trap \"\" TERM HUP; sleep 7003; sleep 7003';"
                                    + " sleep 7003",
                            "timeoutSeconds",
                            1))
                    .statusCode(200)
                    .body("stdout", is("before\n"))
                    .body("timedOut", is(true))
                    .body("exitCode", nullValue())
                    .body("durationMs", greaterThanOrEqualTo(1000));

            assertEquals(0, count("sleep 7003"));
        }

        @Test
        void aTimeoutEndsNothingElse() {
            exec(Map.of("command", "sleep 7004 &"));

            exec(Map.of("command", "sleep 7005", "timeoutSeconds", 1)).body("timedOut", is(true));

            assertEquals(1, count("sleep 7004"));
            assertEquals(0, count("sleep 7005"));
            onDesktop("pkill -f '^sleep 7004$'");
        }

        @Test
        void whatIsIgnoredIsKilledAllTheSame() {
            exec(Map.of("command", "trap '' TERM HUP INT; while :; do sleep 0.1; done", "timeoutSeconds", 1))
                    .body("timedOut", is(true));
        }

        @ParameterizedTest
        @ValueSource(strings = {"KEY", "USER", "ORGANISATION", "MEMBER"})
        void s38_aRevocationEndsIt(Revocation.Subject subject) throws Throwable {
            var holder = Principals.key(owner.organisation(), "desktop:control");
            var key = ApiKey.generate();
            Peers.knowKey(key.reveal(), holder);
            var running = inBackground(() -> with(key)
                    .body(Map.of("command", "setsid sleep 7006 & sleep 7006"))
                    .post(path("exec")));
            until(() -> count("sleep 7006") == 2, "runs");
            var begun = System.nanoTime();

            var id =
                    switch (subject) {
                        case USER -> holder.user();
                        case ORGANISATION -> holder.organisation().id();
                        case MEMBER -> holder.organisation().id() + " " + holder.user();
                        default -> holder.credential().id();
                    };
            VertxContextSupport.subscribeAndAwait(() -> revocations.publish(new Revocation(subject, id)));
            exec(Map.of("command", "true")).statusCode(200);

            running.join().then().statusCode(401).body("error.code", is("UNAUTHORIZED"));
            until(() -> count("sleep 7006") == 0, "killed");
            assertTrue(Duration.ofNanos(System.nanoTime() - begun).compareTo(AT_ONCE) < 0, "took too long");
        }

        @ParameterizedTest
        @ValueSource(strings = {"KEY", "USER", "ORGANISATION", "MEMBER"})
        void whatOnlyMeansSomethingElseNowGoesOn(Revocation.Subject subject) throws Throwable {
            var holder = Principals.key(owner.organisation(), "desktop:control");
            var key = ApiKey.generate();
            Peers.knowKey(key.reveal(), holder);
            var running = inBackground(
                    () -> with(key).body(Map.of("command", "sleep 7011")).post(path("exec")));
            until(() -> count("sleep 7011") == 1, "runs");

            var id =
                    switch (subject) {
                        case USER -> holder.user();
                        case ORGANISATION -> holder.organisation().id();
                        case MEMBER -> holder.organisation().id() + " " + holder.user();
                        default -> holder.credential().id();
                    };
            VertxContextSupport.subscribeAndAwait(() -> revocations.publish(new Revocation(subject, id).refreshing()));

            assertEquals(1, count("sleep 7011"));
            assertEquals(0, onDesktop("pkill -f '^sleep 7011$'"));
            running.join().then().statusCode(200).body("exitCode", is(143));
        }

        @Test
        void whoeverHangsUpEndsIt() throws Exception {
            var key = ApiKey.generate();
            Peers.knowKey(key.reveal(), Principals.key(owner.organisation(), "desktop:control"));
            var body = "{\"command\":\"setsid sleep 7007 & sleep 7007\"}";
            try (var caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
                var request = "POST " + path("exec")
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + key.reveal() + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body;
                caller.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                until(() -> count("sleep 7007") == 2, "runs");
            }

            until(() -> count("sleep 7007") == 0, "killed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"stop", "destroy"})
        void s38_itEndsWithTheDesktop(String how) {
            // Of an organisation of which nothing was revoked lately: that would end it, too.
            var somebody = Principals.owner();
            var other = create(somebody, "{\"name\":\"other\"}");
            await(somebody, other, "running");
            var running = inBackground(() -> asSession(somebody)
                    .body(Map.of("command", "echo on; sleep 7008"))
                    .post("/v1/desktops/" + other + "/exec"));
            until(() -> run(other, somebody, "pgrep -xf 'sleep 7008'", OutputStream.nullOutputStream()) == 0, "runs");
            var begun = System.nanoTime();

            if ("stop".equals(how)) {
                asSession(somebody)
                        .post("/v1/desktops/" + other + "/stop")
                        .then()
                        .statusCode(200);
            } else {
                asSession(somebody).delete("/v1/desktops/" + other).then().statusCode(204);
            }

            running.join().then().statusCode(503).body("error.code", is("DESKTOP_NOT_READY"));
            assertTrue(Duration.ofNanos(System.nanoTime() - begun).compareTo(AT_ONCE) < 0, "took too long");
        }
    }

    @Test
    void severalRunAtOnceWithoutMixing() {
        var answers = new HashMap<String, CompletableFuture<Response>>();
        for (var word : List.of("one", "two", "three")) {
            answers.put(word, start("for i in $(seq 100); do echo " + word + "; done"));
        }

        answers.forEach((word, answer) -> answer.join().then().body("stdout", is((word + "\n").repeat(100))));
        assertEquals(3, answers.size());
    }

    private static CompletableFuture<Response> inBackground(Supplier<Response> call) {
        return CompletableFuture.supplyAsync(call, CALLERS);
    }

    private static CompletableFuture<Response> start(String command) {
        return inBackground(
                () -> asSession(owner).body(Map.of("command", command)).post(path("exec")));
    }

    private static ValidatableResponse exec(Map<String, Object> request) {
        return asSession(owner).body(request).post(path("exec")).then();
    }

    /** How many processes on the desktop have this very command line. */
    private int count(String commandLine) {
        var found = new ByteArrayOutputStream();
        run(desktop, owner, "pgrep -cxf " + ShellWords.quote(commandLine), found);
        return Integer.parseInt(found.toString(StandardCharsets.US_ASCII).strip());
    }

    /** Looks at the desktop past what is tested. */
    private int onDesktop(String command) {
        return run(desktop, owner, command, OutputStream.nullOutputStream());
    }

    private int run(String id, Principal principal, String command, OutputStream stdout) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> desktops.target(id, principal)
                    .chain(target ->
                            connections.run(target, command, new byte[0], stdout, OutputStream.nullOutputStream())));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String path(String route) {
        return "/v1/desktops/" + desktop + "/" + route;
    }
}
