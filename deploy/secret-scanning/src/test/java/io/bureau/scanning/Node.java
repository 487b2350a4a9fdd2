package io.bureau.scanning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Our programs, run by Node.js in this module's directory. */
final class Node {

    record Outcome(int status, String output) {}

    private Node() {}

    /** Runs a program to its end; {@code input} is its standard input. */
    static Outcome run(String input, String... program) throws IOException, InterruptedException {
        var in = Files.createTempFile("input", ".txt");
        var out = Files.createTempFile("output", ".txt");
        try {
            Files.writeString(in, input);
            var process = builder(program)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(program) + " does not end");
            }
            return new Outcome(process.exitValue(), Files.readString(out));
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    /** Starts a program that says in its first line that it is ready. */
    static Process serve(String... program) throws IOException {
        var process = builder(program).start();
        process.inputReader(StandardCharsets.UTF_8).readLine();
        return process;
    }

    private static ProcessBuilder builder(String... program) {
        var command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(program));
        return new ProcessBuilder(command)
                .directory(Path.of("").toAbsolutePath().toFile())
                .redirectErrorStream(true);
    }
}
