package io.bureau.local;

import io.bureau.local.engine.RunningDesktops;
import io.bureau.local.process.ProcessLedger;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Collectors;

/** Starts the stack, ends it, and says how it is. */
public final class Main {

    /** The name under which this process itself is in the ledger. */
    static final String LAUNCHER = "launcher";

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEFTOVER_PATIENCE = Duration.ofSeconds(15);

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            var options = Options.parse(arguments);
            return switch (options.command()) {
                case "up", "rehearse" -> up(options);
                case "down" -> down(options);
                case "status" -> Status.print(options);
                case "check" -> check(options);
                default -> throw new StackFailure("There is no command " + options.command());
            };
        } catch (StackFailure failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }

    private static int up(Options options) {
        var data = DataDirectory.at(options.data());
        var lock = InstanceLock.tryTake(data).orElseThrow(() -> alreadyUp(data));
        var ledger = new ProcessLedger(data.run());
        var console = new Console(data.log("bureau"));
        endLeftovers(ledger, console);
        requireFree(options.port());
        ledger.record(LAUNCHER, ProcessHandle.current());
        var stack = new Stack(options, data, ledger, console);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.stop();
            ledger.forget(LAUNCHER);
            lock.close();
            if (options.ephemeral()) {
                data.delete();
            }
        }));
        try {
            stack.start();
            if (!options.rehearsal()) {
                stack.awaitEnd();
            }
            return 0;
        } catch (StackFailure failure) {
            console.note(failure);
            throw failure;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** What can be said before anything is installed or started. */
    private static int check(Options options) {
        var data = DataDirectory.at(options.data());
        var lock = InstanceLock.tryTake(data).orElseThrow(() -> alreadyUp(data));
        lock.close();
        if (new ProcessLedger(data.run()).running().isEmpty()) {
            requireFree(options.port());
        }
        return 0;
    }

    private static int down(Options options) {
        if (!Files.isDirectory(options.data())) {
            System.out.println("Bureau was not up");
            return 0;
        }
        var data = DataDirectory.at(options.data());
        var ledger = new ProcessLedger(data.run());
        var launcher = ledger.find(LAUNCHER);
        launcher.ifPresent(process -> {
            process.destroy();
            ProcessLedger.ended(process, STOP_PATIENCE);
        });
        if (Files.isDirectory(options.data())) {
            endLeftovers(ledger, new Console(data.log("bureau")));
            RunningDesktops.read(data.run()).ifPresent(RunningDesktops::stop);
            if (options.ephemeral()) {
                data.delete();
            }
        }
        System.out.println(launcher.isPresent() ? "Bureau is down" : "Bureau was not up");
        return 0;
    }

    private static void endLeftovers(ProcessLedger ledger, Console console) {
        var leftovers = ledger.running();
        if (!leftovers.isEmpty()) {
            console.say("Ending what an earlier run has left behind: "
                    + leftovers.stream().map(ProcessLedger.Entry::name).collect(Collectors.joining(", ")));
            ledger.end(leftovers, LEFTOVER_PATIENCE);
        }
    }

    private static void requireFree(int port) {
        if (!Ports.isFree(port)) {
            throw new StackFailure("Port " + port + " is taken by another program; choose another one with --port");
        }
    }

    private static StackFailure alreadyUp(DataDirectory data) {
        var where = new RunState(data.run()).url().map(url -> " at " + url).orElse("");
        return new StackFailure(
                "Bureau is already up" + where + " with the data in " + data.root() + "; ./bureau down ends it");
    }
}
