package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the documentation do what they say: each page's {@code sh} blocks are run in order, in one shell that ends at
 * the first failure. It is given the origin as {@code BUREAU} and the cookies of two signed-in people, each with an organisation
 * of his own, as {@code COOKIES} and {@code OTHER}.
 */
@ExtendWith(RunningStack.class)
class DocumentationTest {

    private static final Pattern EXAMPLE = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @ParameterizedTest
    @MethodSource("pages")
    void theExamplesOfThisPageWork(Path page, Stack stack, @TempDir Path directory) throws IOException {
        if (needsDesktops(page) && !Stack.hasDesktops()) {
            return;
        }
        var script = directory.resolve("examples.sh");
        Files.writeString(script, """
                set -euo pipefail
                BUREAU=%s
                COOKIES=%s
                OTHER=%s
                %s
                """.formatted(
                        stack.origin(),
                        jar(directory.resolve("cookies"), stack.person()),
                        jar(directory.resolve("other-cookies"), stack.person()),
                        examples(page)));

        var result = CommandLine.run(directory, List.of("bash", "-x", script.toString()));

        assertEquals(0, result.exitCode(), page.getFileName() + "\n" + result.output());
    }

    static Stream<Path> pages() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("bureau.home"), "docs"))) {
            var pages = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !examples(file).isEmpty())
                    .sorted()
                    .toList();
            assertFalse(pages.isEmpty(), "no page has examples: is this the place to look?");
            return pages.stream();
        }
    }

    private static boolean needsDesktops(Path page) {
        return examples(page).contains("/v1/desktops");
    }

    private static String examples(Path page) {
        try {
            return EXAMPLE.matcher(Files.readString(page))
                    .results()
                    .map((MatchResult block) -> block.group(1))
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** A cookie file as curl reads it. */
    private static Path jar(Path file, Person person) throws IOException {
        var fields = List.of("#HttpOnly_localhost", "FALSE", "/", "TRUE", "0", Person.COOKIE, person.sessionToken());
        return Files.writeString(file, String.join("\t", fields) + "\n");
    }
}
