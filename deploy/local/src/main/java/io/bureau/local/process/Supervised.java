package io.bureau.local.process;

import io.bureau.local.Console;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps one program running: when it dies without being told to, it is started again, at once the first time and after a
 * growing pause while it keeps dying.
 */
public final class Supervised {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Whatever ran this long was well; its next death is a new story. */
    private static final Duration WELL = Duration.ofSeconds(30);

    private final Program program;
    private final ProcessLedger ledger;
    private final Console console;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopped = lock.newCondition();

    private ProcessHandle process;
    private boolean stopping;
    private int deaths;

    public Supervised(Program program, ProcessLedger ledger, Console console) {
        this.program = program;
        this.ledger = ledger;
        this.console = console;
    }

    public String name() {
        return program.name();
    }

    /** Starts the program and the watch over it. */
    public void start() throws IOException {
        lock.lock();
        try {
            launch();
        } finally {
            lock.unlock();
        }
    }

    /** How often in a row it has died soon after its start. */
    public int deathsInARow() {
        lock.lock();
        try {
            return deaths;
        } finally {
            lock.unlock();
        }
    }

    /** Asks the program to end. It is not started again. */
    public void askToEnd() {
        lock.lock();
        try {
            stopping = true;
            stopped.signalAll();
            if (process != null && process.isAlive()) {
                program.askToEnd(process);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the program has ended, and kills it when {@code patience} is at its end. */
    public void awaitEnd(Duration patience) {
        var last = current();
        if (last == null) {
            return;
        }
        if (!ProcessLedger.ended(last, patience)) {
            console.note(name() + " did not end within " + patience.toSeconds() + " s and is killed");
            last.destroyForcibly();
            ProcessLedger.ended(last, patience);
        }
        ledger.forget(name());
    }

    private ProcessHandle current() {
        lock.lock();
        try {
            return process;
        } finally {
            lock.unlock();
        }
    }

    private void launch() throws IOException {
        if (stopping) {
            return;
        }
        var started = program.start();
        var at = Instant.now();
        process = started;
        ledger.record(name(), started);
        Thread.ofVirtual().name("watch-" + name()).start(() -> {
            started.onExit().join();
            died(Duration.between(at, Instant.now()));
        });
    }

    private void died(Duration after) {
        lock.lock();
        try {
            deaths = after.compareTo(WELL) >= 0 ? 1 : deaths + 1;
            while (!stopping) {
                var pause = pause(deaths);
                console.note(name() + " ended by itself after " + after.toMillis() + " ms; starting it again in "
                        + pause.toMillis() + " ms");
                if (waitFor(pause)) {
                    return;
                }
                try {
                    launch();
                    return;
                } catch (IOException failure) {
                    console.note(name() + " could not be started: " + failure.getMessage());
                    deaths++;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether we were told to stop meanwhile. */
    private boolean waitFor(Duration pause) {
        long left = pause.toNanos();
        try {
            while (!stopping && left > 0) {
                left = stopped.awaitNanos(left);
            }
            return stopping;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    static Duration pause(int deathsInARow) {
        long doubled = FIRST_PAUSE.toMillis() << Math.min(deathsInARow - 1, 10);
        return Duration.ofMillis(Math.min(doubled, LONGEST_PAUSE.toMillis()));
    }
}
