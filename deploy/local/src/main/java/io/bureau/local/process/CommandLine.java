package io.bureau.local.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that is a command line. It gets this environment and no other, so that a secret in ours does not leak into a
 * child that has no use for it.
 */
public record CommandLine(String name, List<String> command, Map<String, String> environment, Path log)
        implements Program {

    @Override
    public ProcessHandle start() throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start().toHandle();
    }
}
