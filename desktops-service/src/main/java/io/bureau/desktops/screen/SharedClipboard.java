package io.bureau.desktops.screen;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The clipboard that we share with the desktop, by the Extended Clipboard extension: whoever has something says so, and gives it
 * when he is asked for it. Only text is exchanged.
 */
final class SharedClipboard {

    /** The longest text that is taken, in UTF-8; more has no place in a clipboard that is read over the network. */
    static final int MOST_BYTES = 1 << 20;

    /** What it may be packed, and the head of the message. */
    private static final int MOST_PACKED = MOST_BYTES + 65_536;

    private static final int TEXT = 1;
    private static final int FORMATS = 0xffff;
    private static final int CAPS = 1 << 24;
    private static final int REQUEST = 1 << 25;
    private static final int PEEK = 1 << 26;
    private static final int NOTIFY = 1 << 27;
    private static final int PROVIDE = 1 << 28;

    private final RfbOutput out;
    private boolean theirs;
    private String ours;
    private CompletableFuture<String> wanted;
    private boolean closed;

    SharedClipboard(RfbOutput out) {
        this.out = out;
    }

    /** Whether the desktop would lose what was put there if the connection ended. */
    synchronized boolean isOurs() {
        return ours != null;
    }

    /** Offers {@code text} to whoever pastes on the desktop. */
    void put(String text) throws IOException {
        synchronized (this) {
            ours = text;
            theirs = false;
        }
        out.clipboard(message(NOTIFY | TEXT));
    }

    /** The text that is there; empty if there is none, or its owner does not give it. */
    String get(Patience patience) throws IOException {
        CompletableFuture<String> answer;
        synchronized (this) {
            if (ours != null) {
                return ours;
            }
            if (!theirs || closed) {
                return "";
            }
            answer = new CompletableFuture<>();
            wanted = answer;
        }
        out.clipboard(message(REQUEST | TEXT));
        try {
            return answer.get(patience.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException ungiven) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** One message of the server, after its type. */
    void read(DataInputStream in) throws IOException {
        in.skipNBytes(3);
        int length = in.readInt();
        if (length >= 0) {
            // Plain Latin-1, for clients that know nothing better.
            in.skipNBytes(length);
            return;
        }
        ProtocolError.require(length != Integer.MIN_VALUE && -length >= 4, "a clipboard without flags");
        int flags = in.readInt();
        int rest = -length - 4;
        // What the server is able to do names every kind of message, so it is looked at first.
        if ((flags & CAPS) == 0 && (flags & PROVIDE) != 0 && (flags & TEXT) != 0 && rest <= MOST_PACKED) {
            var packed = new byte[rest];
            in.readFully(packed);
            provided(unpack(packed));
        } else {
            in.skipNBytes(rest);
            answer(flags);
        }
    }

    synchronized void close() {
        closed = true;
        ours = null;
        if (wanted != null) {
            wanted.complete("");
        }
    }

    private void answer(int flags) throws IOException {
        if ((flags & CAPS) != 0) {
            out.clipboard(ByteBuffer.allocate(8)
                    .putInt(CAPS | REQUEST | PEEK | NOTIFY | PROVIDE | TEXT)
                    .putInt(0)
                    .array());
        } else if ((flags & NOTIFY) != 0) {
            noticed((flags & FORMATS & TEXT) != 0);
        } else if ((flags & REQUEST) != 0) {
            give();
        } else if ((flags & PEEK) != 0) {
            out.clipboard(message(isOurs() ? NOTIFY | TEXT : NOTIFY));
        } else if ((flags & PROVIDE) != 0) {
            provided("");
        }
    }

    private synchronized void noticed(boolean hasText) {
        theirs = hasText;
        if (hasText) {
            ours = null;
        }
    }

    private synchronized void provided(String text) {
        if (wanted != null) {
            wanted.complete(text);
            wanted = null;
        }
    }

    private void give() throws IOException {
        String text;
        synchronized (this) {
            text = ours;
        }
        if (text == null) {
            return;
        }
        var bytes = (text.replace("\r\n", "\n").replace("\n", "\r\n") + "\0").getBytes(StandardCharsets.UTF_8);
        var packed = new ByteArrayOutputStream();
        packed.writeBytes(message(PROVIDE | TEXT));
        try (var deflater = new DeflaterOutputStream(packed)) {
            deflater.write(ByteBuffer.allocate(4).putInt(bytes.length).array());
            deflater.write(bytes);
        }
        out.clipboard(packed.toByteArray());
    }

    /** Never more than the longest text, whatever it unpacks to. */
    private static String unpack(byte[] packed) throws IOException {
        try (var in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(packed)))) {
            int length = in.readInt();
            if (length < 0 || length > MOST_BYTES + 1) {
                return "";
            }
            var text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            int end = text.indexOf('\0');
            return (end < 0 ? text : text.substring(0, end)).replace("\r\n", "\n");
        }
    }

    private static byte[] message(int flags) {
        return ByteBuffer.allocate(4).putInt(flags).array();
    }
}
