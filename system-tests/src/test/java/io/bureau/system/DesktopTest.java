package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** One real desktop, from its creation to the last trace of it. */
@ExtendWith(RunningStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DesktopTest {

    private Stack stack;
    private Caller program;
    private String id;

    @BeforeAll
    void createsADesktop(Stack running) {
        assumeTrue(Stack.hasDesktops(), "BUREAU_DESKTOPS=off: there is no container engine to make desktops");
        stack = running;
        program = stack.caller(stack.person()
                .createBusyKey("agent", "desktop:read", "desktop:manage", "desktop:lifecycle", "desktop:control")
                .json()
                .path("key")
                .asText());
        var created = program.post("/v1/desktops", "{\"name\":\"workbench\"}").expect(201);
        id = created.json().path("id").asText();
        assertEquals(
                "/v1/desktops/" + id,
                java.net.URI.create(created.header("Location").orElseThrow()).getPath());
        awaitReady(id);
    }

    @AfterAll
    void destroysIt() {
        if (id != null) {
            program.delete("/v1/desktops/" + id);
        }
    }

    @Test
    @Order(1)
    void aCommandReturnsRealOutput() {
        var result = exec("{\"command\":\"id -un && cat /etc/os-release\"}");

        assertEquals(0, result.path("exitCode").asInt(-1), result.toString());
        assertTrue(result.path("stdout").asText().contains("Debian"), result.toString());
        assertFalse(result.path("stdout").asText().startsWith("root"), result.toString());
    }

    @Test
    @Order(2)
    void anArrayIsRunLiterally() {
        var result = exec("{\"command\":[\"printf\",\"%s|\",\"$(id)\",\"a;b\",\"-n\",\"two\\nlines\"]}");

        assertEquals("$(id)|a;b|-n|two\nlines|", result.path("stdout").asText());
    }

    @Test
    @Order(3)
    void bashRunsAScript() {
        var result = program.post(
                        "/v1/desktops/" + id + "/bash", "{\"script\":\"for i in 1 2 3; do echo $i; done; exit 7\"}")
                .expect(200)
                .json();

        assertEquals("1\n2\n3\n", result.path("stdout").asText());
        assertEquals(7, result.path("exitCode").asInt());
    }

    @Test
    @Order(4)
    void aTimeoutKillsTheWholeProcessTree() {
        var result = exec("{\"command\":\"sleep 4242 & sh -c 'sleep 4242; true'\",\"timeoutSeconds\":1}");

        assertTrue(result.path("timedOut").asBoolean(), result.toString());
        var left = Await.until(
                Duration.ofSeconds(5),
                () -> exec("{\"command\":\"pgrep -fc '[s]leep 4242'\"}")
                        .path("stdout")
                        .asText(),
                count -> count.strip().equals("0"));
        assertEquals("0", left.strip());
    }

    @Test
    @Order(5)
    void aFileInTheHomeDirectoryOutlivesStopAndStart() {
        exec("{\"command\":\"echo kept > ~/note.txt\"}");

        program.post("/v1/desktops/" + id + "/stop", null).expect(200);
        awaitStatus("stopped");
        assertEquals(
                "DESKTOP_NOT_READY",
                program.post("/v1/desktops/" + id + "/exec", "{\"command\":\"true\"}")
                        .expect(503)
                        .errorCode());
        program.post("/v1/desktops/" + id + "/start", null).expect(200);
        awaitReady(id);

        assertEquals(
                "kept\n",
                exec("{\"command\":\"cat ~/note.txt\"}").path("stdout").asText());
    }

    @Test
    @Order(6)
    void anotherOrganisationSeesNothingOfIt() {
        var stranger = stack.caller(stack.person()
                .createKey("stranger", "desktop:read", "desktop:control")
                .json()
                .path("key")
                .asText());

        stranger.get("/v1/desktops/" + id).expect(404);
        stranger.post("/v1/desktops/" + id + "/exec", "{\"command\":\"true\"}").expect(404);
        assertEquals(0, stranger.get("/v1/desktops").expect(200).json().size());
    }

    @Test
    @Order(7)
    void aKilledServiceFindsItsDesktopsAgain() {
        stack.kill("desktops-service");

        assertEquals(
                "alive\n", exec("{\"command\":\"echo alive\"}").path("stdout").asText());
    }

    @Test
    @Order(8)
    void s54_aDesktopWhoseServiceIsKilledWhileItStartsEndsUpRunning() {
        var interrupted = program.post("/v1/desktops", "{\"name\":\"interrupted\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();

        stack.kill("desktops-service");

        awaitReady(interrupted);
        Await.served(() -> program.delete("/v1/desktops/" + interrupted)).expect(204);
        Await.until(Duration.ofSeconds(30), () -> stack.engineTraces(interrupted), java.util.List::isEmpty);
    }

    @Test
    @Order(9)
    void destroyingLeavesNoContainerAndNoVolume() {
        assertTrue(stack.engineTraces(id).size() >= 2, "the container and the volume are there before");

        program.delete("/v1/desktops/" + id).expect(204);

        Await.until(Duration.ofSeconds(30), () -> stack.engineTraces(id), java.util.List::isEmpty);
        program.get("/v1/desktops/" + id).expect(404);
    }

    private JsonNode exec(String json) {
        return Await.served(() -> program.post("/v1/desktops/" + id + "/exec", json))
                .expect(200)
                .json();
    }

    private void awaitReady(String desktop) {
        Await.until(
                Duration.ofSeconds(60),
                () -> program.get("/v1/desktops/" + desktop),
                answer -> answer.json().path("agentReady").asBoolean());
    }

    private void awaitStatus(String status) {
        Await.until(
                Duration.ofSeconds(30),
                () -> program.get("/v1/desktops/" + id),
                answer -> answer.json().path("status").asText().equals(status));
    }
}
