package io.bureau.local;

import io.bureau.local.process.ProcessLedger;
import io.bureau.local.process.Program;
import io.bureau.local.process.Supervised;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Processes of a stack that end together: started, waited for until they work, and kept running. */
final class Parts {

    /** What dies this often before it was ever ready will not get better. */
    private static final int HOPELESS = 3;

    private final DataDirectory data;
    private final ProcessLedger ledger;
    private final Console console;
    private final List<Supervised> started = new CopyOnWriteArrayList<>();

    Parts(DataDirectory data, ProcessLedger ledger, Console console) {
        this.data = data;
        this.ledger = ledger;
        this.console = console;
    }

    /**
     * Returns once it is ready.
     *
     * @param interval between two looks at whether it is
     * @throws StackFailure if it is not within {@code patience}, or dies again and again
     */
    void bringUp(Program program, BooleanSupplier isReady, Duration patience, Duration interval) {
        var part = new Supervised(program, ledger, console);
        started.add(part);
        try {
            part.start();
        } catch (IOException failure) {
            throw new StackFailure(program.name() + " could not be started: " + failure.getMessage(), failure);
        }
        // Ready once is enough: being asked again at once it may be busy, as its first work has come.
        var ready = new AtomicBoolean();
        Waiting.until(
                () -> {
                    ready.set(isReady.getAsBoolean());
                    return ready.get() || part.deathsInARow() >= HOPELESS;
                },
                patience,
                interval);
        if (!ready.get()) {
            throw new StackFailure(
                    program.name() + " does not come up; the end of its log says:\n" + data.endOfLog(program.name()));
        }
    }

    /** Asks all of them to end, and waits for each. */
    void end(Duration patience) {
        for (var part : started) {
            part.askToEnd();
        }
        for (var part : started) {
            part.awaitEnd(patience);
        }
    }
}
