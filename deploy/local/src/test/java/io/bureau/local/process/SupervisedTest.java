package io.bureau.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.local.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private ProcessLedger ledger;
    private Supervised sleeper;

    @BeforeEach
    void start() throws Exception {
        ledger = new ProcessLedger(directory);
        sleeper = supervise("sleeper", "sleep", "600");
        sleeper.start();
    }

    @AfterEach
    void stop() {
        sleeper.askToEnd();
        sleeper.awaitEnd(PATIENCE);
    }

    @Test
    void killedProcessIsStartedAgain() {
        var first = ledger.find("sleeper").orElseThrow();
        first.destroyForcibly();

        await(() ->
                ledger.find("sleeper").filter(now -> now.pid() != first.pid()).isPresent());
        assertNotEquals(first.pid(), ledger.find("sleeper").orElseThrow().pid());
    }

    @Test
    void stoppedProcessStaysStopped() {
        var process = ledger.find("sleeper").orElseThrow();
        sleeper.askToEnd();
        sleeper.awaitEnd(PATIENCE);

        assertFalse(process.isAlive());
        assertTrue(ledger.running().isEmpty());
    }

    @Test
    void processThatDoesNotListenIsKilled() throws Exception {
        var deaf = supervise("deaf", "sh", "-c", "trap '' TERM; echo listening; while :; do sleep 600; done");
        deaf.start();
        var process = ledger.find("deaf").orElseThrow();
        await(() -> logOf("deaf").contains("listening"));
        var children = process.descendants().toList();
        deaf.askToEnd();
        deaf.awaitEnd(Duration.ofMillis(300));

        assertFalse(process.isAlive());
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void laterRunEndsWhatWasLeftBehind() {
        var process = ledger.find("sleeper").orElseThrow();
        var later = new ProcessLedger(directory);
        var running = later.running();
        assertEquals(1, running.size());

        sleeper.askToEnd();
        later.end(running, PATIENCE);

        assertFalse(process.isAlive());
        assertTrue(later.running().isEmpty());
    }

    @Test
    void processIdThatNowBelongsToAnotherIsLeftAlone() throws Exception {
        var stranger = ProcessHandle.current();
        long otherStart =
                stranger.info().startInstant().orElseThrow().minusSeconds(60).toEpochMilli();
        Files.writeString(directory.resolve("gone.pid"), stranger.pid() + " " + otherStart + "\n");

        assertTrue(ledger.find("gone").isEmpty());
        assertEquals(
                List.of("sleeper"),
                ledger.running().stream().map(ProcessLedger.Entry::name).toList());
    }

    @Test
    void pauseGrowsWithEveryDeathUpToTenSeconds() {
        assertEquals(Duration.ofMillis(200), Supervised.pause(1));
        assertEquals(Duration.ofMillis(400), Supervised.pause(2));
        assertEquals(Duration.ofSeconds(10), Supervised.pause(7));
        assertEquals(Duration.ofSeconds(10), Supervised.pause(1000));
    }

    @Test
    void largeLogIsSetAsideWhileItIsWritten() throws Exception {
        var log = directory.resolve("talker.log");
        var talker = supervise("talker", "sh", "-c", "while :; do echo 0123456789012345678901234567890123456789; done");
        talker.start();
        await(() -> logOf("talker").length() > 100_000);
        new LogKeeper(directory, 50_000).tidy();

        assertTrue(Files.size(Path.of(log + ".1")) > 50_000);
        talker.askToEnd();
        talker.awaitEnd(PATIENCE);
        // Appended after it was emptied, and not past a hole where the old text was.
        assertTrue(logOf("talker").isEmpty() || logOf("talker").charAt(0) != 0);
    }

    @Test
    void childSeesNoOtherEnvironmentThanItsOwn() throws Exception {
        var environment = new Supervised(
                new CommandLine("env", List.of("env"), Map.of("OWN", "1"), directory.resolve("env.log")),
                ledger,
                console());
        environment.start();
        await(() -> logOf("env").contains("OWN=1"));
        environment.askToEnd();
        environment.awaitEnd(PATIENCE);

        assertFalse(logOf("env").contains("PATH="));
    }

    private Supervised supervise(String name, String... command) {
        var program = new CommandLine(
                name, List.of(command), Map.of("PATH", System.getenv("PATH")), directory.resolve(name + ".log"));
        return new Supervised(program, ledger, console());
    }

    private Console console() {
        return new Console(directory.resolve("bureau.log"));
    }

    private String logOf(String name) {
        try {
            return Files.readString(directory.resolve(name + ".log"));
        } catch (java.io.IOException notYet) {
            return "";
        }
    }

    private static void await(BooleanSupplier condition) {
        var deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(deadline), "did not come true in time");
            Thread.onSpinWait();
        }
    }
}
