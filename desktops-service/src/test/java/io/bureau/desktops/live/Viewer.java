package io.bureau.desktops.live;

import io.bureau.desktops.Bureau;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A viewer of a screen that has gone as far as seeing it. */
final class Viewer implements AutoCloseable {

    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_AT = 12 + 2 + 4;

    private final Socket socket;

    private Viewer(Socket socket) {
        this.socket = socket;
    }

    static Viewer open(String url) {
        var socket = Socket.open(url);
        await(socket, 12);
        socket.send(VERSION);
        await(socket, 14);
        socket.send(new byte[] {1});
        await(socket, FORMAT_AT);
        socket.send(new byte[] {0});
        await(socket, FORMAT_AT + 24);
        return new Viewer(socket);
    }

    Socket socket() {
        return socket;
    }

    int width() {
        return ByteBuffer.wrap(socket.received()).getShort(FORMAT_AT);
    }

    int height() {
        return ByteBuffer.wrap(socket.received()).getShort(FORMAT_AT + 2);
    }

    /** Asks for the whole screen, and waits for some of it. */
    void look() {
        int before = socket.received().length;
        socket.send(ByteBuffer.allocate(10)
                .put((byte) 3)
                .put((byte) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 100)
                .putShort((short) 100)
                .array());
        await(socket, before + 100);
    }

    void move(int x, int y) {
        socket.send(ByteBuffer.allocate(6)
                .put((byte) 5)
                .put((byte) 0)
                .putShort((short) x)
                .putShort((short) y)
                .array());
    }

    @Override
    public void close() {
        socket.close();
    }

    private static void await(Socket socket, int bytes) {
        Bureau.until(() -> socket.received().length >= bytes, bytes + " bytes");
    }
}
