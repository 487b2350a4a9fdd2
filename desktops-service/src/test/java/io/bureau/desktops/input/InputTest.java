package io.bureau.desktops.input;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pointer, keyboard and clipboard of a real desktop, as the programs on it see them. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class InputTest {

    private static final Logger LOG = Logger.getLogger(InputTest.class);
    private static final String EVENTS = "/tmp/events";
    private static final String TYPED = "/tmp/typed";

    private static Principal owner;
    private static String desktop;

    /** One desktop for all, because it is what takes longest. */
    @BeforeEach
    void desktop() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        if (desktop == null) {
            Bureau.reset();
            owner = Principals.owner();
            desktop = create(owner, "{\"name\":\"input\"}");
            await(owner, desktop, "running");
        }
    }

    @Nested
    class Pointer {

        @BeforeEach
        void watch() throws IOException {
            watchEvents();
        }

        @Test
        void clicksWhereItIsTold() {
            act("click", Map.of("x", 0, "y", 0));
            act("click", Map.of("x", 1279, "y", 799, "button", "right"));
            act("click", Map.of("x", 5, "y", 6, "button", "middle", "count", 2, "modifiers", List.of("ctrl", "Shift")));

            assertEquals(
                    List.of(
                            "button 1 0 0 0",
                            "buttonup 1 0 0 0",
                            "button 3 1279 799 0",
                            "buttonup 3 1279 799 0",
                            "button 2 5 6 5",
                            "buttonup 2 5 6 5",
                            "button 2 5 6 5",
                            "buttonup 2 5 6 5"),
                    events("button", 8));
        }

        @Test
        void moves() {
            act("move", Map.of("x", 17, "y", 3));

            assertTrue(events("motion", 1).getLast().startsWith("motion 17 3 "));
        }

        @Test
        void scrollsBothWays() {
            act("scroll", Map.of("x", 9, "y", 9, "dy", 2));
            act("scroll", Map.of("dy", -1, "dx", 1));
            act("scroll", Map.of("dx", -1));

            assertEquals(
                    List.of("button 5 9 9", "button 5 9 9", "button 4 9 9", "button 7 9 9", "button 6 9 9"),
                    events("button ", 5).stream()
                            .map(event -> event.substring(0, event.lastIndexOf(' ')))
                            .toList());
        }

        @Test
        void dragsAlongALineForAsLongAsItIsTold() {
            var begun = Instant.now();
            act("drag", Map.of("from", at(10, 20), "to", at(210, 120), "durationMs", 600));
            var taken = Duration.between(begun, Instant.now());

            assertEquals("button 1 10 20 0", events("button ", 1).getFirst());
            assertEquals("buttonup 1 210 120 0", events("buttonup", 1).getFirst());
            var path = events("motion", 20).stream()
                    .map(event -> event.split(" "))
                    .filter(event -> Integer.parseInt(event[1]) > 10)
                    .toList();
            for (var point : path) {
                int x = Integer.parseInt(point[1]);
                int y = Integer.parseInt(point[2]);
                assertTrue(Math.abs((x - 10) / 2.0 - (y - 20)) <= 1, x + "," + y + " is not on the line");
            }
            long span = Long.parseLong(path.getLast()[3]) - Long.parseLong(path.getFirst()[3]);
            assertTrue(span > 400, "all of it within " + span + " ms");
            assertTrue(taken.toMillis() >= 600, "done after " + taken.toMillis() + " ms");
        }

        @Test
        void actionsAreDoneInTheOrderInWhichTheyAreAskedFor() throws Exception {
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var drag = CompletableFuture.runAsync(
                        () -> act("drag", Map.of("from", at(0, 0), "to", at(100, 0), "durationMs", 1000)), callers);
                until(() -> lines(EVENTS).stream().anyMatch(line -> line.startsWith("button 1")), "the drag has begun");
                act("click", Map.of("x", 500, "y", 500, "button", "right"));
                drag.get();
            }

            assertEquals(
                    List.of("button 1 0 0 0", "buttonup 1 100 0 0", "button 3 500 500 0", "buttonup 3 500 500 0"),
                    events("button", 4));
        }
    }

    @Nested
    class Keys {

        @BeforeEach
        void watch() throws IOException {
            watchEvents();
        }

        @ParameterizedTest
        @CsvSource({
            "Return, 0xff0d 0",
            "ENTER, 0xff0d 0",
            "esc, 0xff1b 0",
            "a, 0x61 0",
            "A, 0x41 1",
            "F5, 0xffc2 0",
            "page_up, 0xff55 0",
            "ctrl+a, 0x61 4",
            "Control+A, 0x61 4",
            "ctrl+shift+a, 0x41 5",
            "shift+1, 0x21 1",
            "shift+Tab, 0xfe20 1",
            "ctrl+alt+Delete, 0xffff 12",
            "ctrl++, 0x2b 5",
            "alt+F4, 0xffc1 8",
            "super+e, 0x65 64",
            "é, 0xe9 0",
            "U20AC, 0x10020ac 0"
        })
        void arriveAsTheyAreCalled(String key, String expected) {
            act("key", Map.of("key", key));

            until(
                    () -> events("key ", 1).stream().anyMatch(("key " + expected)::equals),
                    key + " as " + expected + " in " + lines(EVENTS));
        }

        @Test
        void noneStaysDown() {
            act("key", Map.of("key", "ctrl+shift+alt+x"));
            act("key", Map.of("key", "b"));

            assertTrue(events("key ", 5).contains("key 0x62 0"), lines(EVENTS)::toString);
        }
    }

    @Nested
    class Text {

        @ParameterizedTest
        @MethodSource("io.bureau.desktops.input.InputTest#texts")
        void arrivesWholeAndInOrder(String what, String text) {
            var begun = Instant.now();
            assertEquals(text, typed(text), what);
            LOG.infof(
                    "typed what=%s characters=%d millis=%d",
                    what,
                    text.codePointCount(0, text.length()),
                    Duration.between(begun, Instant.now()).toMillis());
        }
    }

    static List<Arguments> texts() {
        var ascii = IntStream.range(0x20, 0x7f).toArray();
        return List.of(
                Arguments.of("short", "Hello, World! ~`|\\\"'\n\tindented\n"),
                Arguments.of("accents", "Příliš žluťoučký kůň, naïve façade, ßÄÖÜ €\n"),
                Arguments.of("others", "漢字かな交じり文 한국어 العربية עברית ไทย 🙂🚀👍\n"),
                Arguments.of("ascii", random(ascii, 10_000)),
                Arguments.of(
                        "few ideographs", random(IntStream.range(0x4e00, 0x4e40).toArray(), 10_000)),
                Arguments.of(
                        "many ideographs",
                        random(IntStream.range(0x4e00, 0x4e00 + 500).toArray(), 2_000)));
    }

    /** In lines that a terminal takes. */
    private static String random(int[] characters, int length) {
        var random = new Random(7);
        return IntStream.rangeClosed(1, length)
                .mapToObj(i -> i % 80 == 0 || i == length
                        ? "\n"
                        : Character.toString(characters[random.nextInt(characters.length)]))
                .collect(Collectors.joining());
    }

    @Nested
    class Clipboard {

        @ParameterizedTest
        @ValueSource(strings = {"plain", "héllo 漢字 🙂", "two\nlines\n", "in\ttabs"})
        void goesBothWays(String text) {
            asSession(owner)
                    .body(Map.of("text", text))
                    .put(path("clipboard"))
                    .then()
                    .statusCode(200)
                    .body("$", anEmptyMap());
            assertEquals(text, run("xclip -o -selection clipboard"));
            assertEquals(text, clipboard());

            run("printf %s '" + text + "!' | xclip -i -selection clipboard >/dev/null 2>&1");
            until(() -> (text + "!").equals(clipboard()), "what was copied on the desktop");
        }

        private String clipboard() {
            return asSession(owner)
                    .get(path("clipboard"))
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("text");
        }
    }

    @Nested
    class WhatIsRefused {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "click|{}|x",
                    "click|{'x':-1,'y':0}|x",
                    "click|{'x':0,'y':-1}|y",
                    "click|{'x':1280,'y':0}|x",
                    "click|{'x':0,'y':800}|y",
                    "click|{'x':0,'y':0,'button':'fourth'}|button",
                    "click|{'x':0,'y':0,'count':0}|count",
                    "click|{'x':0,'y':0,'count':4}|count",
                    "click|{'x':0,'y':0,'modifiers':['Return']}|modifiers",
                    "click|{'x':0,'y':0,'colour':1}|colour",
                    "move|{'x':0}|y",
                    "move|{'x':70000,'y':0}|x",
                    "drag|{'to':{'x':0,'y':0}}|from",
                    "drag|{'from':{'x':0,'y':0}}|to",
                    "drag|{'from':{'x':0,'y':0},'to':{'x':1280,'y':0}}|to.x",
                    "drag|{'from':{'x':0,'y':800},'to':{'x':0,'y':0}}|from.y",
                    "drag|{'from':{'x':0,'y':0},'to':{'x':0,'y':0},'durationMs':10001}|durationMs",
                    "drag|{'from':{'x':0,'y':0},'to':{'x':0,'y':0},'durationMs':-1}|durationMs",
                    "scroll|{}|dy",
                    "scroll|{'dy':101}|dy",
                    "scroll|{'dx':-101}|dx",
                    "scroll|{'x':1,'dy':1}|y",
                    "scroll|{'x':1280,'y':0,'dy':1}|x",
                    "type|{}|text",
                    "type|{'text':''}|text",
                    "type|{'text':'a\\u0007'}|text",
                    "type|{'text':'a\\ud800'}|text",
                    "key|{}|key",
                    "key|{'key':''}|key",
                    "key|{'key':'ctrl+'}|key",
                    "key|{'key':'ctrl+Nonsense'}|key"
                })
        void isSaid(String action, String body, String field) {
            asSession(owner)
                    .body(body.replace('\'', '"'))
                    .post(path(action))
                    .then()
                    .statusCode(400)
                    .body("error.code", is("VALIDATION_FAILED"))
                    .body("error.fields.field", hasItem(field));
        }

        @Test
        void thePartOfACombinationThatIsNoKeyIsNamed() {
            asSession(owner)
                    .body(Map.of("key", "ctrl+Nonsense+a"))
                    .post(path("key"))
                    .then()
                    .statusCode(400)
                    .body("error.fields[0].message", containsString("Nonsense"));
        }

        @Test
        void tooMuchText() {
            asSession(owner)
                    .body(Map.of("text", "a".repeat(10_001)))
                    .post(path("type"))
                    .then()
                    .statusCode(400)
                    .body("error.fields[0].field", is("text"));
        }

        @Test
        void aClipboardWithoutText() {
            for (var body : List.of("{}", "{\"text\":\"a\\u0000\"}", "{\"text\":\"\\ud800\"}")) {
                asSession(owner)
                        .body(body)
                        .put(path("clipboard"))
                        .then()
                        .statusCode(400)
                        .body("error.fields[0].field", is("text"));
            }
        }
    }

    @Nested
    class Actors {

        private static final Map<String, Object> ROUTES = Map.of(
                "click", Map.of("x", 1, "y", 1),
                "move", Map.of("x", 1, "y", 1),
                "drag", Map.of("from", at(1, 1), "to", at(1, 2), "durationMs", 0),
                "scroll", Map.of("dy", 1),
                "type", Map.of("text", "a"),
                "key", Map.of("key", "a"));

        @Test
        void aKeyWithTheCapabilityMay() {
            var key = asKey(Principals.key(owner.organisation(), "desktop:control"));
            ROUTES.forEach(
                    (action, body) -> key.body(body).post(path(action)).then().statusCode(200));
        }

        @Test
        void aKeyWithoutTheCapabilityMayNot() {
            var key =
                    asKey(Principals.key(owner.organisation(), "desktop:read", "desktop:lifecycle", "desktop:manage"));
            ROUTES.forEach((action, body) ->
                    key.body(body).post(path(action)).then().statusCode(403).body("required", is("desktop:control")));
            key.get(path("clipboard")).then().statusCode(403);
            key.body(Map.of("text", "a")).put(path("clipboard")).then().statusCode(403);
            key.get(path("screenshot")).then().statusCode(403);
        }

        @Test
        void s23_aStrangerFindsNothing() {
            var stranger = Principals.owner();
            ROUTES.forEach((action, body) ->
                    asSession(stranger).body(body).post(path(action)).then().statusCode(404));
            asSession(stranger).get(path("clipboard")).then().statusCode(404);
            asSession(stranger)
                    .body(Map.of("text", "a"))
                    .put(path("clipboard"))
                    .then()
                    .statusCode(404);
            asSession(stranger).get(path("screenshot")).then().statusCode(404);
        }

        @Test
        void s35_nobodyIsLetIn() {
            ROUTES.forEach((action, body) -> given().contentType(ContentType.JSON)
                    .body(body)
                    .post(path(action))
                    .then()
                    .statusCode(401));
            given().get(path("clipboard")).then().statusCode(401);
            given().get(path("screenshot")).then().statusCode(401);
        }

        @Test
        void onADesktopThatIsStoppedThereIsNothingToActOn() {
            var stopped = create(owner, "{\"name\":\"stopped\",\"start\":false}");
            ROUTES.forEach((action, body) -> asSession(owner)
                    .body(body)
                    .post("/v1/desktops/" + stopped + "/" + action)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("error.code", is("DESKTOP_NOT_READY")));
            asSession(owner)
                    .get("/v1/desktops/" + stopped + "/screenshot")
                    .then()
                    .statusCode(503);
        }
    }

    private static String path(String action) {
        return "/v1/desktops/" + desktop + "/" + action;
    }

    private static Map<String, Integer> at(int x, int y) {
        return Map.of("x", x, "y", y);
    }

    private static ValidatableResponse act(String action, Map<String, ?> body) {
        return asSession(owner)
                .body(body)
                .post(path(action))
                .then()
                .statusCode(200)
                .body("$", anEmptyMap());
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

    private static void watchEvents() throws IOException {
        try (var program = InputTest.class.getResourceAsStream("events.py")) {
            asSession(owner)
                    .body(Map.of(
                            "command",
                            "pkill -f '^python3 /tmp/events.py'; rm -f " + EVENTS
                                    + "; cat > /tmp/events.py; python3 /tmp/events.py " + EVENTS
                                    + " > /tmp/events.log 2>&1 < /dev/null &",
                            "stdin",
                            new String(program.readAllBytes(), StandardCharsets.UTF_8)))
                    .post(path("exec"))
                    .then()
                    .statusCode(200);
        }
        until(() -> lines(EVENTS).contains("ready"), "watching events");
    }

    private static List<String> lines(String file) {
        return run("cat " + file + " 2>/dev/null").lines().toList();
    }

    /** Those that begin so, once there are so many. */
    private static List<String> events(String kind, int count) {
        var found = new ArrayList<String>();
        until(
                () -> {
                    found.clear();
                    lines(EVENTS).stream().filter(line -> line.startsWith(kind)).forEach(found::add);
                    return found.size() >= count;
                },
                count + " events " + kind);
        return List.copyOf(found);
    }

    /** What a program in a terminal reads when this is typed. */
    private static String typed(String text) {
        run("pkill -f '^python3 /tmp/events.py'; pkill -x lxterminal; rm -f " + TYPED
                + "; lxterminal --no-remote -e 'sh -c \"stty -icanon -echo; echo > /tmp/typing; exec cat > " + TYPED
                + "\"' > /dev/null 2>&1 < /dev/null & true");
        until(() -> run("test -e /tmp/typing && rm /tmp/typing && echo yes").equals("yes\n"), "a terminal");
        // It has the keyboard once a key arrives; a space that came too early would be lost.
        until(
                () -> {
                    act("type", Map.of("text", " "));
                    return run("cat " + TYPED).endsWith(" ");
                },
                "a terminal that listens");
        var before = run("cat " + TYPED);
        act("type", Map.of("text", text));
        var after = new String[1];
        until(
                () -> {
                    after[0] = run("cat " + TYPED);
                    return after[0].length() >= before.length() + text.length();
                },
                "all that was typed");
        return after[0].substring(before.length());
    }
}
