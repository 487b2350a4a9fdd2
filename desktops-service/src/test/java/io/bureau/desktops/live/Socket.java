package io.bureau.desktops.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A WebSocket as a browser opens it. */
final class Socket implements AutoCloseable, WebSocket.Listener {

    static final String ORIGIN = "http://localhost:8080";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private WebSocket socket;

    /** @param url as the ticket's answer has it */
    static Socket open(String url) {
        var socket = new Socket();
        socket.socket = CLIENT.newWebSocketBuilder()
                .header("Origin", ORIGIN)
                .buildAsync(here(url), socket)
                .join();
        return socket;
    }

    /** The status with which the handshake is refused. */
    static int refusal(String url, String... headers) {
        var builder = CLIENT.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        try {
            builder.buildAsync(here(url), new Socket()).join().abort();
            return 101;
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw failure;
        }
    }

    void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    synchronized byte[] received() {
        return received.toByteArray();
    }

    String receivedText() {
        return new String(received(), StandardCharsets.UTF_8);
    }

    List<String> texts() {
        return texts;
    }

    void awaitText(String part) {
        Bureau.until(() -> receivedText().contains(part), part);
    }

    /** The status with which it was closed, once it was. */
    int awaitClosed() {
        Bureau.until(closed::isDone, "closed");
        return closed.join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        synchronized (this) {
            var bytes = new byte[data.remaining()];
            data.get(bytes);
            received.writeBytes(bytes);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        texts.add(data.toString());
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static URI here(String url) {
        assertTrue(url.startsWith("ws://localhost:8080/"), url);
        return URI.create(url.replace(":8080/", ":" + RestAssured.port + "/"));
    }
}
