package io.bureau.system;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that is kept, on which one call follows the other: the cheapest caller, so that many fit on a machine. */
final class Line implements AutoCloseable {

    /** In the place of a status where there was no answer. */
    static final int NO_ANSWER = 0;

    private static final int PATIENCE_MILLIS = 10_000;

    private final URI target;
    private final InetAddress own = Loopback.address();
    private Socket socket;
    private InputStream in;

    Line(URI target) {
        this.target = target;
    }

    /** The status of the answer, or {@link #NO_ANSWER}; the next call then takes a new connection. */
    int get(String path, String key) {
        var request = "GET " + path + " HTTP/1.1\r\nHost: " + target.getAuthority() + "\r\nAuthorization: Bearer " + key
                + "\r\n\r\n";
        try {
            if (socket == null) {
                connect();
            }
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer();
        } catch (IOException broken) {
            close();
            return NO_ANSWER;
        }
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException alreadyBroken) {
            // It is given up in any case.
        }
        socket = null;
    }

    private void connect() throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), target.getPort(), own, 0);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    private int answer() throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
        }
        if (length < 0) {
            throw new AssertionError("an answer without a length: " + status);
        }
        in.skipNBytes(length);
        return status;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
