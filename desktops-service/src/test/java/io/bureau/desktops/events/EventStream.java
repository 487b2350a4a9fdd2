package io.bureau.desktops.events;

import io.bureau.desktops.Bureau;
import io.bureau.kit.principal.ApiKey;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The stream of events as a client reads it. */
public final class EventStream implements AutoCloseable {

    private final HttpURLConnection connection;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    private EventStream(HttpURLConnection connection) {
        this.connection = connection;
    }

    /** Once the server has shown that it has begun. */
    static EventStream open(ApiKey key) {
        return open(key, null);
    }

    static EventStream open(ApiKey key, String lastEventId) {
        return open(key, "", lastEventId);
    }

    /** @param query with its question mark */
    public static EventStream open(ApiKey key, String query, String lastEventId) {
        try {
            var url = URI.create("http://localhost:" + RestAssured.port + "/v1/desktops/events" + query);
            var connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setRequestProperty("Authorization", "Bearer " + key.reveal());
            if (lastEventId != null) {
                connection.setRequestProperty("Last-Event-ID", lastEventId);
            }
            var stream = new EventStream(connection);
            var in = connection.getInputStream();
            Thread.ofVirtual().start(() -> stream.read(in));
            Bureau.until(() -> !stream.lines.isEmpty(), "a first line of the stream");
            return stream;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    public List<String> data() {
        return after("data:");
    }

    public List<String> ids() {
        return after("id:");
    }

    public int signsOfLife() {
        return after(":").size();
    }

    public boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    private List<String> after(String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    private void read(InputStream in) {
        try (var reader = new java.io.BufferedReader(new java.io.InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            // The end, in one way or the other.
        }
        over = true;
    }
}
