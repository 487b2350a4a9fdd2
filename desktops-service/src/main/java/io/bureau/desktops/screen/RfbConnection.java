package io.bureau.desktops.screen;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * A connection to the server of a screen. One virtual thread reads, for as long as it lasts; whoever writes or waits must be
 * on a thread that may be kept.
 */
final class RfbConnection implements Closeable {

    private static final Logger LOG = Logger.getLogger(RfbConnection.class);
    private static final byte[] VERSION = "RFB 003.008\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte NO_PASSWORD = 1;
    private static final int MOST_NAME = 65_536;

    private static final int FENCE_REQUEST = 1 << 31;
    private static final int FENCE_KNOWN = 7;
    private static final int FENCE_MOST = 64;

    private final DataInputStream in;
    private final RfbOutput out;
    private final Closeable stream;
    private final ScreenState state = new ScreenState();
    private final SharedClipboard clipboard;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final ConcurrentMap<Long, CompletableFuture<Void>> fences = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    private RfbConnection(InputStream in, OutputStream out, Closeable stream) {
        this.in = new DataInputStream(new BufferedInputStream(in, 65_536));
        this.out = new RfbOutput(out);
        this.stream = stream;
        this.clipboard = new SharedClipboard(this.out);
    }

    /**
     * Begins to speak with the server.
     *
     * @param stream closed with the connection; must end the waiting of whoever reads from {@code in}
     */
    static RfbConnection begin(InputStream in, OutputStream out, Closeable stream) {
        var connection = new RfbConnection(in, out, stream);
        Thread.ofVirtual().name("rfb").start(connection::read);
        return connection;
    }

    ScreenState state() {
        return state;
    }

    SharedClipboard clipboard() {
        return clipboard;
    }

    RfbOutput out() {
        return out;
    }

    boolean isOpen() {
        return !state.isClosed();
    }

    /** Waits until the server is ready to be worked with. */
    void awaitReady(Patience patience) {
        await(ready, patience);
    }

    /** Waits until the server has done all that it was sent, and all that it had sent until then has been read. */
    void sync(Patience patience) throws IOException {
        var answered = new CompletableFuture<Void>();
        long number = numbers.incrementAndGet();
        fences.put(number, answered);
        try {
            if (isOpen()) {
                out.fence(number);
                await(answered, patience);
            } else {
                throw new ScreenLost("the connection has ended");
            }
        } finally {
            fences.remove(number);
        }
    }

    /** Asks for what has changed, unless that has been asked for and is still to come. */
    void askForUpdate() throws IOException {
        if (state.mustAsk()) {
            out.updateRequest(!state.mustAskForAll(), state.width(), state.height());
        }
    }

    @Override
    public void close() {
        fail(new ScreenLost("the connection was closed"));
    }

    private void await(CompletableFuture<Void> answer, Patience patience) {
        try {
            answer.get(patience.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException frozen) {
            var lost = new ScreenLost("the screen does not answer");
            fail(lost);
            throw lost;
        } catch (ExecutionException failure) {
            throw new ScreenLost("the connection has ended", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ScreenLost("interrupted", interrupted);
        }
    }

    private void read() {
        try (var updates = new Updates(state)) {
            greet();
            while (true) {
                int type = in.readUnsignedByte();
                switch (type) {
                    case 0 -> updates.read(in);
                    case 2 -> LOG.trace("bell");
                    case 3 -> clipboard.read(in);
                    case 248 -> readFence();
                    default -> throw new ProtocolError("a message of type " + type);
                }
            }
        } catch (IOException | RuntimeException failure) {
            if (isOpen()) {
                LOG.infof("screen ended why=%s", failure.toString());
            }
            fail(failure);
        }
    }

    private void greet() throws IOException {
        var version = new byte[VERSION.length];
        in.readFully(version);
        ProtocolError.require(Arrays.equals(version, VERSION), "a version that is not 3.8");
        out.raw(VERSION);
        var kinds = new byte[in.readUnsignedByte()];
        in.readFully(kinds);
        ProtocolError.require(
                new String(kinds, StandardCharsets.ISO_8859_1).indexOf(NO_PASSWORD) >= 0, "a screen with a password");
        out.raw(new byte[] {NO_PASSWORD});
        ProtocolError.require(in.readInt() == 0, "a screen that lets nobody in");
        out.raw(new byte[] {1});
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        state.open(width, height);
        in.skipNBytes(16);
        int name = in.readInt();
        ProtocolError.require(name >= 0 && name <= MOST_NAME, "a name of " + name + " bytes");
        in.skipNBytes(name);
        out.pixelFormat();
        out.encodings(Encoding.wanted());
    }

    /** The first fence is the server's own: it says that it knows them. */
    private void readFence() throws IOException {
        in.skipNBytes(3);
        int flags = in.readInt();
        var payload = new byte[in.readUnsignedByte()];
        ProtocolError.require(payload.length <= FENCE_MOST, "a fence of " + payload.length + " bytes");
        in.readFully(payload);
        if ((flags & FENCE_REQUEST) != 0) {
            out.fenceAnswer(flags & FENCE_KNOWN, payload);
            ready.complete(null);
        } else if (payload.length == Long.BYTES) {
            var answered = fences.get(ByteBuffer.wrap(payload).getLong());
            if (answered != null) {
                answered.complete(null);
            }
        }
    }

    private void fail(Throwable why) {
        state.close();
        clipboard.close();
        ready.completeExceptionally(why);
        fences.values().forEach(waiting -> waiting.completeExceptionally(why));
        try {
            stream.close();
        } catch (IOException unclosed) {
            LOG.debugf("screen not closed why=%s", unclosed.toString());
        }
    }
}
