package io.bureau.desktops.files;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a real desktop. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class FilesTest {

    private static Principal owner;
    private static String desktop;

    /** One desktop for all, because it is what takes longest. */
    @BeforeEach
    void desktop() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        if (desktop == null) {
            Bureau.reset();
            owner = Principals.owner();
            desktop = create(owner, "{\"name\":\"files\"}");
            await(owner, desktop, "running");
        }
        bash("rm -rf ~/t && mkdir ~/t");
    }

    @Test
    void aFolderIsListedWithFoldersFirst() {
        bash("cd ~/t && printf abc > a && chmod 640 a && mkdir z && ln -s /etc/passwd l && mkfifo p");

        list("t")
                .statusCode(200)
                .body("path", is("/home/desktop/t"))
                .body("truncated", is(false))
                .body("entries.name", contains("z", "a", "l", "p"))
                .body("entries.type", contains("directory", "file", "link", "other"))
                .body("entries[1].path", is("/home/desktop/t/a"))
                .body("entries[1].size", is(3))
                .body("entries[1].mode", is("0640"));
    }

    @Test
    void theHomeFolderIsWhereNoPathLeads() {
        asSession(owner).get(files("/list")).then().statusCode(200).body("path", is("/home/desktop"));
        list("").statusCode(200).body("path", is("/home/desktop"));
        list("~/t").statusCode(200).body("path", is("/home/desktop/t"));
        list("/").statusCode(200).body("path", is("/"));
    }

    @Test
    void aLongFolderIsListedInPart() {
        bash("cd ~/t && touch $(seq 120)");
        list("t").body("entries.size()", is(120)).body("truncated", is(false));

        bash("touch ~/t/121");
        list("t").body("entries.size()", is(120)).body("truncated", is(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"two words", "Füße 漢字 🙂", "-rf", "line\nbreak", "a%2Fb", "it's \"$(x)\"", "~", "back\\slash"})
    void s40_aNameIsTakenAsItIs(String name) {
        asSession(owner)
                .body(Map.of("path", "t/" + name))
                .post(files("/folders"))
                .then()
                .statusCode(201)
                .body("name", is(name))
                .body("type", is("directory"));
        list("t").body("entries.name", contains(name));

        move("t/" + name, "t/" + name + "2").statusCode(200).body("name", is(name + "2"));
        delete("t/" + name + "2").statusCode(204);
        list("t").body("entries", is(List.of()));
    }

    @Test
    void s40_aLinkGoesAndNotWhatItLeadsTo() {
        bash("cd ~/t && mkdir d && touch d/kept && ln -s d l");

        delete("t/l").statusCode(204);

        list("t/d").body("entries.name", contains("kept"));
    }

    @Test
    void s40_theDesktopsUserDecidesWhatIsReached() {
        list("../../root").statusCode(403).body("error.code", is("FORBIDDEN"));
        delete("t/../../../etc/passwd").statusCode(403);
        list("../../../../..").statusCode(200).body("path", is("/"));
        bash("ln -s /root ~/t/out");
        list("t/out").statusCode(403);
        move("/etc/passwd", "/etc/mine").statusCode(403);
        conflict(move("/etc/passwd", "t/passwd"));
    }

    @Test
    void whatStandsInTheWayIsSaid() {
        bash("cd ~/t && mkdir full && touch full/a b c");

        conflict(delete("t/full"));
        conflict(list("t/b"));
        conflict(move("t/b", "t/c"));
        conflict(asSession(owner)
                .body(Map.of("path", "t/b"))
                .post(files("/folders"))
                .then());
        list("t").body("entries.name", contains("full", "b", "c"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        missing(list("t/none"));
        missing(delete("t/none"));
        missing(move("t/none", "t/b"));
        missing(asSession(owner)
                .body(Map.of("path", "t/none/b"))
                .post(files("/folders"))
                .then());
    }

    @Test
    void aPathThatIsNoneIsRefused() {
        list("a\0b").statusCode(400).body("error.code", is("VALIDATION_FAILED"));
        move("x".repeat(4096), "y").statusCode(400).body("error.fields[0].field", is("from"));
        asSession(owner).delete(files("")).then().statusCode(400);
        asSession(owner).body("{}").post(files("/move")).then().statusCode(400);
    }

    @Test
    void s23_nobodyElseReachesThem() {
        asSession(Principals.owner()).get(files("/list")).then().statusCode(404);
        asKey(Principals.key(owner.organisation(), "desktop:read"))
                .get(files("/list"))
                .then()
                .statusCode(403)
                .body("required", is("desktop:control"));
    }

    @Test
    void aDesktopThatDoesNotAnswerIsNotReady() {
        bash("(sleep 0.5; pkill -STOP -o -x sshd; pkill -STOP -x sshd; sleep 8; pkill -CONT -x sshd) >&- 2>&- &");
        until(() -> list("t").extract().statusCode() == 503, "no answer from a desktop that stands still");
        until(() -> list("t").extract().statusCode() == 200, "an answer once it goes on");
    }

    private static void conflict(ValidatableResponse answer) {
        answer.statusCode(409).body("error.code", is("CONFLICT"));
    }

    private static void missing(ValidatableResponse answer) {
        answer.statusCode(404).body("error.code", is("NOT_FOUND"));
    }

    private static ValidatableResponse list(String path) {
        return asSession(owner)
                .queryParam("path", path)
                .get(files("/list"))
                .then()
                .time(lessThan(6000L));
    }

    private static ValidatableResponse delete(String path) {
        return asSession(owner).queryParam("path", path).delete(files("")).then();
    }

    private static ValidatableResponse move(String from, String to) {
        return asSession(owner)
                .body(Map.of("from", from, "to", to))
                .post(files("/move"))
                .then();
    }

    private static String files(String rest) {
        return "/v1/desktops/" + desktop + "/files" + rest;
    }

    private static void bash(String script) {
        var answer = asSession(owner).body(Map.of("script", script)).post("/v1/desktops/" + desktop + "/bash");
        assertEquals(Integer.valueOf(0), answer.path("exitCode"), answer.asString());
    }
}
