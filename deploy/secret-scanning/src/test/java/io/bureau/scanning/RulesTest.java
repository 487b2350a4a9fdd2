package io.bureau.scanning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.kit.principal.ApiKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules as they are shipped, against keys as the kit makes them. */
class RulesTest {

    /** What scanners know as another company's key. */
    private static final Pattern ANOTHER_COMPANY = Pattern.compile("sk_live_[0-9a-zA-Z]{10,}");

    private static final Pattern GITLEAKS = rule("gitleaks.toml", "regex = '''(.+)'''");
    private static final Pattern TRUFFLEHOG = rule("trufflehog.yaml", "key: '(.+)'");

    @TempDir
    Path directory;

    @Test
    void everyGeneratedKeyIsFoundByOurRulesWholeAndAlone() throws Exception {
        var keys = generate(500);
        var text = String.join("\n", keys);

        assertEquals(keys, groups(GITLEAKS, text));
        assertEquals(keys, groups(TRUFFLEHOG, text));
        assertEquals(keys, lint(text));
        assertEquals(500, find(text).output().lines().count());
    }

    @Test
    void keysAreFoundInWhateverTheyAreWrappedIn() throws Exception {
        var key = ApiKey.generate().reveal();
        var text = Stream.of(
                        "KEY=%s", "\"%s\"", "'%s',", "Bearer %s", "key:\\n%s\\n", "_%s_", "https://x.test/?key=%s&a=1")
                .map(wrapping -> wrapping.replace("%s", key))
                .collect(Collectors.joining("\n"));

        assertEquals(7, groups(GITLEAKS, text).size());
        assertEquals(7, groups(TRUFFLEHOG, text).size());
        assertEquals(7, lint(text).size());
    }

    @Test
    void noGeneratedKeyIsTakenForAnotherCompanys() {
        var text = String.join("\n", generate(10_000));

        assertFalse(ANOTHER_COMPANY.matcher(text).find());
        assertTrue(ANOTHER_COMPANY.matcher("sk_live_" + "4eC39HqLyjWDarjt").find());
    }

    @Test
    void nearMissesAreNotFound() throws Exception {
        var key = ApiKey.generate().reveal();
        var text = Stream.of(
                        key.substring(0, key.length() - 1),
                        key + "a",
                        key.replace("sk_live_", "sk_test_"),
                        key.replace("sk_live_", "SK_LIVE_"),
                        key.substring(0, 15) + key.substring(16),
                        key.substring(0, 16) + "0" + key.substring(16),
                        key.substring(0, 16) + "-" + key.substring(17),
                        key.substring(0, 30) + "-" + key.substring(31),
                        key.substring(0, 16) + key.substring(17))
                .collect(Collectors.joining("\n"));

        assertEquals(List.of(), groups(GITLEAKS, text));
        assertEquals(List.of(), groups(TRUFFLEHOG, text));
        assertEquals(List.of(), lint(text));
        assertEquals(new Node.Outcome(0, ""), find(text));
    }

    /** Where the tool can compute it, the checksum decides as it does in the services. */
    @Test
    void theChecksumIsTheKits() throws Exception {
        var mangled = generate(200).stream().map(RulesTest::mangle).toList();
        assertTrue(mangled.stream().allMatch(key -> ApiKey.parse(key).isEmpty()));
        var real = generate(200);
        var text = Stream.concat(mangled.stream(), real.stream()).collect(Collectors.joining("\n"));

        assertEquals(400, groups(GITLEAKS, text).size());
        assertEquals(real, lint(text));
        assertEquals(200, find(text).output().lines().count());
    }

    @Test
    void theEntropyThatGitleaksAsksForIsWellBelowThatOfAnyKey() {
        var asked = Double.parseDouble(
                rule("gitleaks.toml", "entropy = ([0-9.]+)").pattern().replace("\\", ""));

        assertTrue(generate(2_000).stream().allMatch(key -> entropy(key) > asked + 1));
        assertTrue(entropy("sk_live_XXXXXXXX_" + "X".repeat(49)) < asked);
    }

    @Test
    void findingsAreToldWithoutTheirSecrets() throws Exception {
        var key = ApiKey.generate();

        var found = find("first line\n  key: " + key.reveal());

        assertEquals(1, found.status());
        assertEquals("-:2:8 " + key + "\n", found.output());
        assertFalse(run("src/test/js/lint.mjs", key.reveal()).output().contains(key.reveal()));
    }

    @Test
    void aReportOfGitleaksLosesWhatTheChecksumRefutes() throws Exception {
        var real = ApiKey.generate();
        var report = directory.resolve("report.json");
        Files.writeString(
                report, """
                [{"RuleID":"bureau-api-key","File":"a.txt","StartLine":1,"StartColumn":2,"Secret":"%s"},
                 {"RuleID":"bureau-api-key","File":"b.txt","StartLine":3,"StartColumn":4,"Secret":"%s"},
                 {"RuleID":"private-key","File":"c.txt","StartLine":5,"StartColumn":6,"Secret":"-----BEGIN"}]
                """.formatted(real.reveal(), mangle(ApiKey.generate().reveal())));

        var left = Node.run("", "bureau-keys.mjs", "gitleaks", report.toString());

        assertEquals(new Node.Outcome(1, "a.txt:1:2 " + real + "\nc.txt:5:6 private-key\n"), left);
    }

    @Test
    void truffleHogIsAnsweredByTheChecksum() throws Exception {
        var port = Integer.toString(freePort());
        var server = Node.serve("bureau-keys.mjs", "serve", "--port", port);
        try {
            assertEquals(200, verify(port, ApiKey.generate().reveal() + "\\n"));
            assertEquals(403, verify(port, mangle(ApiKey.generate().reveal())));
        } finally {
            server.destroy();
        }
    }

    private static List<String> generate(int count) {
        return Stream.generate(ApiKey::generate)
                .limit(count)
                .map(ApiKey::reveal)
                .toList();
    }

    /** Of the right form, and wrong in one character of the secret. */
    private static String mangle(String key) {
        return key.substring(0, 20) + (key.charAt(20) == 'a' ? 'b' : 'a') + key.substring(21);
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** What secretlint itself finds. */
    private static List<String> lint(String text) throws IOException, InterruptedException {
        return run("src/test/js/lint.mjs", text)
                .output()
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')).split("-"))
                .map(range -> text.substring(Integer.parseInt(range[0]), Integer.parseInt(range[1])))
                .toList();
    }

    private static Node.Outcome find(String text) throws IOException, InterruptedException {
        return Node.run(text, "bureau-keys.mjs", "find");
    }

    private static Node.Outcome run(String program, String input) throws IOException, InterruptedException {
        var outcome = Node.run(input, program);
        assertEquals(0, outcome.status(), outcome::output);
        return outcome;
    }

    private static int verify(String port, String match) throws IOException, InterruptedException {
        var body = "{\"BureauApiKey\":{\"key\":[\"" + match + "\"]}}";
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Shannon's, in bits a character. */
    private static double entropy(String text) {
        return text.chars().boxed().collect(Collectors.groupingBy(c -> c, Collectors.counting())).values().stream()
                .mapToDouble(count -> (double) count / text.length())
                .map(share -> -share * Math.log(share) / Math.log(2))
                .sum();
    }

    private static Pattern rule(String file, String line) {
        try {
            var rule = Pattern.compile(line).matcher(Files.readString(Path.of(file)));
            assertTrue(rule.find(), () -> file + " has no " + line);
            return Pattern.compile(rule.group(1));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
