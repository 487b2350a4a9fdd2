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
 * @param replicas how many processes of each service
 * @param engine the address of a container engine that runs already
 * @param podman the command of a Podman that we are to run, empty if there is none
 */
record Options(
        String command,
        Path home,
        Path data,
        int port,
        boolean ephemeral,
        int replicas,
        Optional<String> engine,
        List<String> podman) {

    private static final int MOST_REPLICAS = 9;

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
        int replicas = 1;
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
                case "--port" -> port = number(option, value, 65_535);
                case "--replicas" -> replicas = number(option, value, MOST_REPLICAS);
                case "--engine" -> engine = Optional.of(value);
                case "--podman" -> podman = List.of(value.strip().split(" +"));
                default -> throw new StackFailure("There is no option " + option);
            }
        }
        return new Options(command, home, data, port, ephemeral, replicas, engine, podman);
    }

    private static int number(String option, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new StackFailure(option + " needs a number between 1 and " + most + ", not " + value);
    }
}
