package io.bureau.desktops.live;

import io.bureau.kit.error.ApiException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Joins a WebSocket and a desktop until either ends, or both are ended. One virtual thread for each direction; neither takes
 * more than the other side has room for.
 */
final class Wire {

    private static final Logger LOG = Logger.getLogger(Wire.class);
    private static final int MOST_AT_ONCE = 32_768;
    private static final int SILENCES = 3;

    private final ServerWebSocket socket;
    private final Stream stream;
    private final Live live;
    private final BlockingQueue<Optional<WebSocketFrame>> received = new LinkedBlockingQueue<>();
    private final AtomicInteger silences = new AtomicInteger();

    Wire(ServerWebSocket socket, Stream stream, Live live) {
        this.socket = socket;
        this.stream = stream;
        this.live = live;
    }

    /** Begins, on the socket's event loop. */
    void join(Vertx vertx, long pingMillis) {
        socket.pause();
        socket.frameHandler(frame -> received.add(Optional.of(frame)));
        socket.exceptionHandler(broken -> LOG.debugf("socket broke why=%s", broken.toString()));
        socket.closeHandler(_ -> live.end(Ending.DONE));
        socket.pongHandler(_ -> silences.set(0));
        long timer = vertx.setPeriodic(pingMillis, _ -> ping());
        var down = Thread.ofVirtual().name("live-down").unstarted(this::tell);
        Thread.ofVirtual().name("live-up").start(this::listen);
        down.start();
        live.onEnd(why -> {
            vertx.cancelTimer(timer);
            received.add(Optional.empty());
            Thread.ofVirtual().name("live-end").start(() -> end(why));
        });
    }

    private void ping() {
        if (silences.incrementAndGet() > SILENCES) {
            live.end(Ending.DONE);
        } else {
            socket.writePing(Buffer.buffer());
        }
    }

    /** From the desktop to the client. */
    private void tell() {
        var bytes = new byte[MOST_AT_ONCE];
        try {
            var in = stream.fromDesktop();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                await(socket.writeBinaryMessage(Buffer.buffer(count).appendBytes(bytes, 0, count)));
            }
            var last = stream.lastWords();
            if (last != null) {
                await(socket.writeTextMessage(last));
                live.end(Ending.DONE);
            }
        } catch (IOException | ExecutionException | RuntimeException gone) {
            LOG.debugf("nothing more to tell why=%s", gone.toString());
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
        live.end(Ending.GONE);
    }

    /** From the client to the desktop. */
    private void listen() {
        boolean isText = false;
        try {
            while (!live.hasEnded()) {
                socket.fetch(1);
                var next = received.take();
                if (next.isEmpty()) {
                    return;
                }
                var frame = next.get();
                silences.set(0);
                isText = frame.isContinuation() ? isText : frame.isText();
                stream.take(frame.binaryData().getBytes(), isText, frame.isFinal());
            }
        } catch (Malformed | ApiException malformed) {
            LOG.infof("malformed desktop=%s why=%s", live.desktopId(), malformed.getMessage());
            live.end(Ending.MALFORMED);
        } catch (IOException | RuntimeException gone) {
            LOG.debugf("nobody listens any more why=%s", gone.toString());
            live.end(Ending.GONE);
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Ending why) {
        if (!socket.isClosed()) {
            socket.close(why.code(), why.reason());
        }
        stream.end(why);
        try {
            stream.close();
        } catch (IOException gone) {
            LOG.debugf("closed already why=%s", gone.toString());
        }
    }

    private static void await(Future<Void> written) throws ExecutionException, InterruptedException {
        written.toCompletionStage().toCompletableFuture().get();
    }
}
