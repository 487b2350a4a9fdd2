package io.bureau.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The command line, which {@code ./bureau} writes.
 *
 * @param home the project's directory, where the built services lie
 * @param ephemeral whether the data directory is deleted at the end
 * @param engine the address of a container engine that runs already
 * @param podman the command of a Podman that we are to run, empty if there is none
 */
record Options(
        String command,
        Path home,
        Path data,
        int port,
        boolean ephemeral,
        Optional<String> engine,
        List<String> podman) {

    /** Whether the stack is started only for what the JVMs learn from it. */
    boolean rehearsal() {
        return command.equals("rehearse");
    }

    /** The unpacked programs of the stores, for every stack of this build. */
    Path programs() {
        return home.resolve("deploy/local/target/programs");
    }

    static Options parse(String[] arguments) {
        if (arguments.length == 0) {
            throw new StackFailure("Say what to do: up, down, status, check or rehearse");
        }
        var home = Path.of("").toAbsolutePath();
        var data = home.resolve(".bureau");
        int port = 8080;
        boolean ephemeral = false;
        Optional<String> engine = Optional.empty();
        List<String> podman = List.of();
        var rest = Arrays.asList(arguments).iterator();
        var command = rest.next();
        while (rest.hasNext()) {
            var option = rest.next();
            if (option.equals("--ephemeral")) {
                ephemeral = true;
                continue;
            }
            if (!rest.hasNext()) {
                throw new StackFailure("The option " + option + " needs a value");
            }
            var value = rest.next();
            switch (option) {
                case "--home" -> home = Path.of(value).toAbsolutePath();
                case "--data" -> data = Path.of(value).toAbsolutePath();
                case "--port" -> port = port(value);
                case "--engine" -> engine = Optional.of(value);
                case "--podman" -> podman = List.of(value.strip().split(" +"));
                default -> throw new StackFailure("There is no option " + option);
            }
        }
        return new Options(command, home, data, port, ephemeral, engine, podman);
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new StackFailure("--port needs a number between 1 and 65535, not " + value);
    }
}
