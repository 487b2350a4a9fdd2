package io.bureau.desktops.screen;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The messages of a client (RFC 6143, section 7.5, and the Fence extension), each sent as a whole. */
final class RfbOutput {

    private static final int FENCE_REQUEST = 1 << 31;
    private static final int FENCE_BLOCK_BEFORE = 1;

    @FunctionalInterface
    private interface Message {
        void write(DataOutputStream to) throws IOException;
    }

    private final OutputStream out;

    RfbOutput(OutputStream out) {
        this.out = out;
    }

    void raw(byte[] bytes) throws IOException {
        send(to -> to.write(bytes));
    }

    /** 32 bits for each pixel, little-endian, so that each is {@code 0xRRGGBB}. */
    void pixelFormat() throws IOException {
        send(to -> {
            to.writeInt(0);
            to.write(new byte[] {32, 24, 0, 1});
            to.writeShort(255);
            to.writeShort(255);
            to.writeShort(255);
            to.write(new byte[] {16, 8, 0, 0, 0, 0});
        });
    }

    void encodings(int... encodings) throws IOException {
        send(to -> {
            to.writeShort(0x0200);
            to.writeShort(encodings.length);
            for (int encoding : encodings) {
                to.writeInt(encoding);
            }
        });
    }

    void updateRequest(boolean incremental, int width, int height) throws IOException {
        send(to -> {
            to.writeByte(3);
            to.writeByte(incremental ? 1 : 0);
            to.writeInt(0);
            to.writeShort(width);
            to.writeShort(height);
        });
    }

    void key(int keysym, boolean down) throws IOException {
        send(to -> {
            to.writeByte(4);
            to.writeByte(down ? 1 : 0);
            to.writeShort(0);
            to.writeInt(keysym);
        });
    }

    void pointer(int buttons, int x, int y) throws IOException {
        send(to -> {
            to.writeByte(5);
            to.writeByte(buttons);
            to.writeShort(x);
            to.writeShort(y);
        });
    }

    /** The server answers with {@code number} once all that was sent before has been done. */
    void fence(long number) throws IOException {
        send(to -> {
            fenceHead(to, FENCE_REQUEST | FENCE_BLOCK_BEFORE, Long.BYTES);
            to.writeLong(number);
        });
    }

    /** The answer to a fence of the server's. */
    void fenceAnswer(int flags, byte[] payload) throws IOException {
        send(to -> {
            fenceHead(to, flags, payload.length);
            to.write(payload);
        });
    }

    /** What is in the clipboard, as an extended message: its negative length marks it. */
    void clipboard(byte[] extended) throws IOException {
        send(to -> {
            to.writeInt(0x06000000);
            to.writeInt(-extended.length);
            to.write(extended);
        });
    }

    private static void fenceHead(DataOutputStream to, int flags, int length) throws IOException {
        to.writeInt(0xf8000000);
        to.writeInt(flags);
        to.writeByte(length);
    }

    private synchronized void send(Message message) throws IOException {
        var bytes = new ByteArrayOutputStream();
        message.write(new DataOutputStream(bytes));
        bytes.writeTo(out);
        out.flush();
    }
}
