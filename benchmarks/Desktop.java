import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * How long what one does with a desktop takes, by the public API. Each round asks everything once, and GET /v1/me as the floor:
 * the same way in, the same key, the same limit, and no desktop behind it.
 *
 *     BUREAU_KEY=sk_live_… java benchmarks/Desktop.java [http://localhost:8080] [rounds]
 *
 * The key needs desktop:read, desktop:manage, desktop:lifecycle and desktop:control, and a limit that lets it ask 10,000 times a
 * minute. The desktop that is made is destroyed at the end.
 */
void main(String[] arguments) throws Exception {
    var origin = URI.create(arguments.length > 0 ? arguments[0] : "http://localhost:8080");
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    var key = System.getenv("BUREAU_KEY");
    if (key == null) {
        System.err.println("Set BUREAU_KEY; see the head of this file.");
        System.exit(2);
    }
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
        new Measuring(http, origin, key).run(rounds);
    }
}

/** One desktop, from its creation to its end. */
static final class Measuring {

    private static final Pattern ID = Pattern.compile("\"id\":\"(dsk_[0-9A-Za-z]+)\"");
    private static final int WARM_UP = 30;

    private record Operation(String method, String path, String body) {}

    private final HttpClient http;
    private final URI origin;
    private final String key;

    Measuring(HttpClient http, URI origin, String key) {
        this.http = http;
        this.origin = origin;
        this.key = key;
    }

    void run(int rounds) throws Exception {
        var created = System.nanoTime();
        var found = ID.matcher(call("POST", "/v1/desktops", "{\"name\":\"benchmark\",\"tier\":\"free\"}"));
        if (!found.find()) {
            throw new IllegalStateException("no desktop was made");
        }
        var desktop = "/v1/desktops/" + found.group(1);
        try {
            await(desktop, "\"agentReady\":true");
            System.out.printf("create to agentReady  %.2f s%n", seconds(created));
            measure(operations(desktop), rounds);
            typing(desktop);
            var stopped = System.nanoTime();
            call("POST", desktop + "/stop", "");
            await(desktop, "\"status\":\"stopped\"");
            System.out.printf("stop                  %.2f s%n", seconds(stopped));
        } finally {
            call("DELETE", desktop, "");
        }
    }

    private static Map<String, Operation> operations(String desktop) {
        var all = new LinkedHashMap<String, Operation>();
        all.put("floor: GET /v1/me", new Operation("GET", "/v1/me", ""));
        all.put("move", new Operation("POST", desktop + "/move", "{\"x\":600,\"y\":400}"));
        all.put("click", new Operation("POST", desktop + "/click", "{\"x\":640,\"y\":300}"));
        all.put("key", new Operation("POST", desktop + "/key", "{\"key\":\"Escape\"}"));
        all.put("exec true", new Operation("POST", desktop + "/exec", "{\"command\":[\"true\"]}"));
        all.put("screenshot PNG", new Operation("GET", desktop + "/screenshot?format=png", ""));
        all.put("screenshot JPEG", new Operation("GET", desktop + "/screenshot?format=jpeg", ""));
        return all;
    }

    private void measure(Map<String, Operation> operations, int rounds) throws Exception {
        var times = new LinkedHashMap<String, List<Long>>();
        operations.keySet().forEach(name -> times.put(name, new ArrayList<>()));
        for (int round = -WARM_UP; round < rounds; round++) {
            for (var each : operations.entrySet()) {
                var operation = each.getValue();
                var begun = System.nanoTime();
                call(operation.method(), operation.path(), operation.body());
                if (round >= 0) {
                    times.get(each.getKey()).add(System.nanoTime() - begun);
                }
            }
        }
        double floor = percentile(times.values().iterator().next(), 50);
        System.out.printf("%-20s %9s %9s %9s%n", "", "p50 ms", "p99 ms", "to floor");
        times.forEach((name, nanos) -> System.out.printf(
                "%-20s %9.1f %9.1f %9.1f%n", name, percentile(nanos, 50), percentile(nanos, 99), percentile(nanos, 50) / floor));
    }

    private void typing(String desktop) throws Exception {
        var text = "The quick brown fox jumps over the lazy dog 0123456789. ".repeat(18).substring(0, 1000);
        var begun = System.nanoTime();
        call("POST", desktop + "/type", "{\"text\":\"" + text + "\"}");
        System.out.printf("type 1,000 characters %.2f s%n", seconds(begun));
    }

    private void await(String desktop, String state) throws Exception {
        while (!call("GET", desktop, "").contains(state)) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The answer as text; whatever is not a success ends the measurement. */
    private String call(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(origin.resolve(path))
                .header("Authorization", "Bearer " + key)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() > 299) {
            throw new IllegalStateException(method + " " + path + " -> " + answer.statusCode() + " " + new String(answer.body()));
        }
        return new String(answer.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static double percentile(List<Long> nanos, int percent) {
        var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
