package io.bureau.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * The first call between two services that have only just started can take longer than they wait for each other on a busy
 * machine. That call is ours, so that nobody else's is refused.
 */
final class FirstCalls {

    private static final List<String> PAGES = List.of("/", "/api/session", "/auth/google");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final int ANSWER_MILLIS = 3000;

    private FirstCalls() {}

    /** @param rounds how many replicas take turns in answering */
    static void make(URI publicUrl, int rounds) {
        for (int round = 0; round < rounds; round++) {
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var page : PAGES) {
                    callers.execute(
                            () -> Waiting.until(() -> isAnswered(publicUrl.resolve(page)), PATIENCE, ASK_AGAIN));
                }
            }
        }
    }

    /** With whatever status but the one that says "not now". */
    private static boolean isAnswered(URI page) {
        try {
            var connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            return connection.getResponseCode() != 503;
        } catch (IOException noAnswer) {
            return false;
        }
    }
}
