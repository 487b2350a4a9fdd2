package io.bureau.desktops.exec;

import io.bureau.kit.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What to run on a desktop. Whatever the shell that starts it might take for something else reaches the program as it is.
 *
 * @param argv the program and its arguments
 * @param cwd where it runs, {@code null} for the home
 * @param env what is added to the desktop's own environment
 * @param stdin what it may read
 */
public record Program(List<String> argv, String cwd, Map<String, String> env, String stdin, Duration timeout) {

    private static final int DEFAULT_TIMEOUT_SECONDS = 60;
    private static final int MOST_TIMEOUT_SECONDS = 600;

    /** Linux takes no single argument of 128 KiB, and all of this travels as one. */
    private static final int MOST_BYTES = 120_000;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,255}");

    /** What the shell does not let anybody set, and our own mark. */
    private static final Set<String> RESERVED =
            Set.of("BASHOPTS", "BASH_VERSINFO", "EUID", "PPID", "SHELLOPTS", "UID", Mark.VARIABLE);

    public Program {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
    }

    /** A program and its arguments, without a shell. Fails with 400, naming the field, if it cannot be run as given. */
    public static Program of(List<String> argv, String cwd, Map<String, String> env, String stdin, Integer seconds) {
        if (argv.isEmpty() || argv.getFirst().isEmpty()) {
            throw ApiException.invalid("command", "must begin with the name of a program");
        }
        argv.forEach(word -> check("command", word));
        return checked("command", argv, cwd, env, stdin, seconds);
    }

    /**
     * Shell commands, for bash.
     *
     * @param field what the caller knows them as
     */
    public static Program shell(
            String field, String commands, String cwd, Map<String, String> env, String stdin, Integer seconds) {
        if (commands == null || commands.isBlank()) {
            throw ApiException.invalid(field, "must not be empty");
        }
        check(field, commands);
        return checked(field, List.of("/bin/bash", "-c", commands), cwd, env, stdin, seconds);
    }

    /** The line for the desktop's shell, which becomes the program; all that it starts carries the mark. */
    String toLine(Mark mark) {
        var variables = env.entrySet().stream()
                .map(variable -> " " + variable.getKey() + "=" + ShellWords.quote(variable.getValue()))
                .collect(Collectors.joining());
        return enter(mark) + "export " + mark.assignment() + variables + "; exec -- " + ShellWords.quote(argv);
    }

    byte[] input() {
        return stdin.getBytes(StandardCharsets.UTF_8);
    }

    private String enter(Mark mark) {
        return cwd == null ? "" : "cd -- " + ShellWords.quote(cwd) + " 2>/dev/null || { " + mark.sayNoEntry() + "; }; ";
    }

    private static Program checked(
            String field, List<String> argv, String cwd, Map<String, String> env, String stdin, Integer seconds) {
        var variables = Objects.requireNonNullElse(env, Map.<String, String>of());
        if (cwd != null) {
            check("cwd", cwd);
            require(!cwd.isEmpty(), "cwd", "must not be empty");
        }
        variables.forEach(Program::checkVariable);
        int timeout = Objects.requireNonNullElse(seconds, DEFAULT_TIMEOUT_SECONDS);
        require(
                timeout >= 1 && timeout <= MOST_TIMEOUT_SECONDS,
                "timeoutSeconds",
                "must be 1 to " + MOST_TIMEOUT_SECONDS);
        var input = Objects.requireNonNullElse(stdin, "");
        require(StandardCharsets.UTF_8.newEncoder().canEncode(input), "stdin", "is not well-formed Unicode");
        var program = new Program(argv, cwd, variables, input, Duration.ofSeconds(timeout));
        require(
                program.toLine(Mark.next()).getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES,
                field,
                "must be, with cwd and env, at most " + MOST_BYTES + " bytes; write more to a file first");
        return program;
    }

    private static void checkVariable(String name, String value) {
        require(NAME.matcher(name).matches(), "env", "has a name that no variable can have");
        require(!RESERVED.contains(name), "env", "must not set " + name);
        require(value != null, "env", "has no value for " + name);
        check("env." + name, value);
    }

    /** What cannot be an argument of a program. */
    private static void check(String field, String text) {
        require(text != null, field, "must be text");
        require(text.indexOf('\0') < 0, field, "must not contain NUL");
        require(StandardCharsets.UTF_8.newEncoder().canEncode(text), field, "is not well-formed Unicode");
    }

    private static void require(boolean holds, String field, String otherwise) {
        if (!holds) {
            throw ApiException.invalid(field, otherwise);
        }
    }
}
