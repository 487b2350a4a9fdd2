package io.bureau.desktops.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.desktops.ssh.TerminalChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A terminal: bytes in both directions, and texts about them. */
final class TerminalStream implements Stream {

    private static final int MOST_TEXT = 1 << 20;

    /** What a client says in a text frame. */
    private record Message(String type, String data, Integer cols, Integer rows) {}

    private final TerminalChannel channel;
    private final ObjectMapper json;
    private final Runnable killing;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    /** @param killing ends all that was started on the terminal; returns at once */
    TerminalStream(TerminalChannel channel, ObjectMapper json, Runnable killing) {
        this.channel = channel;
        this.json = json;
        this.killing = killing;
    }

    @Override
    public InputStream fromDesktop() {
        return channel.input();
    }

    @Override
    public void take(byte[] bytes, boolean isText, boolean isLast) throws IOException {
        if (!isText) {
            type(bytes);
            return;
        }
        if (text.size() + bytes.length > MOST_TEXT) {
            throw new Malformed("a text of more than a mebibyte");
        }
        text.writeBytes(bytes);
        if (isLast) {
            var whole = text.toString(StandardCharsets.UTF_8);
            text.reset();
            obey(read(whole));
        }
    }

    @Override
    public String lastWords() {
        try {
            var status = channel.exitStatus();
            return status == null ? null : json.writeValueAsString(Map.of("type", "exit", "exitCode", status));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Who leaves may have left something running, as at any terminal; who is put out may not. */
    @Override
    public void end(Ending why) {
        if (why == Ending.REVOKED || why == Ending.UNSURE) {
            killing.run();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void obey(Message message) throws IOException {
        switch (message.type()) {
            case "input" -> type(required(message.data()).getBytes(StandardCharsets.UTF_8));
            case "resize" -> {
                int cols = required(message.cols());
                int rows = required(message.rows());
                var size = TerminalSize.of(cols, rows);
                channel.resize(size.cols(), size.rows());
            }
            case null, default -> throw new Malformed("a text that is neither input nor resize");
        }
    }

    private void type(byte[] bytes) throws IOException {
        channel.output().write(bytes);
        channel.output().flush();
    }

    private Message read(String whole) {
        try {
            return json.readValue(whole, Message.class);
        } catch (JsonProcessingException unreadable) {
            throw new Malformed("a text that is not as it should be");
        }
    }

    private static <T> T required(T value) {
        if (value == null) {
            throw new Malformed("a text that lacks something");
        }
        return value;
    }
}
