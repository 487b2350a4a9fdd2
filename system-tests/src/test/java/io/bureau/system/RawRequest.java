package io.bureau.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request whose path goes over the wire as it is written; any decent client would tidy it up. */
final class RawRequest {

    private static final int PATIENCE_MILLIS = 5_000;

    private RawRequest() {}

    /** The status of the answer to {@code GET path}. */
    static int get(URI origin, String path) {
        try (var socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + origin.getAuthority()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(reader.readLine().split(" ")[1]);
        } catch (IOException failure) {
            throw new AssertionError(path + " was not answered", failure);
        }
    }
}
