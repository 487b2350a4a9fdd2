package io.bureau.system;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Stands between desktops-service and the container engine, in the place of the engine's own socket. It waits for one call,
 * lets the engine carry it out, and strikes before anybody hears of it: the worst moment to die at.
 */
final class EngineProxy implements AutoCloseable {

    /** @param call method and path of a request, as Docker's API has them */
    private record Ambush(Pattern call, Runnable strike) {}

    private final Path place;
    private final Path engine;
    private final ServerSocketChannel server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<Ambush> ambush = new AtomicReference<>();

    /** @param place where the engine listens */
    EngineProxy(Path place) {
        this.place = place;
        this.engine = place.resolveSibling(place.getFileName() + ".engine");
        try {
            // It goes on listening, whatever its socket is called.
            Files.move(place, engine);
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(place));
        } catch (IOException failure) {
            throw new AssertionError("nobody can stand before the engine", failure);
        }
        threads.submit(this::accept);
    }

    /** Strikes once, when the engine has carried out such a call. */
    void await(String call, Runnable strike) {
        ambush.set(new Ambush(Pattern.compile(call), strike));
    }

    boolean hasStruck() {
        return ambush.get() == null;
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.move(engine, place, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        threads.shutdownNow();
    }

    private Void accept() throws IOException {
        while (true) {
            var caller = server.accept();
            var callee = SocketChannel.open(UnixDomainSocketAddress.of(engine));
            var caught = new AtomicReference<Ambush>();
            threads.submit(() -> passOn(caller, callee, piece -> look(piece, caught)));
            threads.submit(() -> passOn(callee, caller, _ -> strike(caught)));
        }
    }

    private interface Watch {
        /** Whether this goes on its way. */
        boolean letsPass(ByteBuffer piece);
    }

    private static void passOn(SocketChannel from, SocketChannel to, Watch watch) {
        var piece = ByteBuffer.allocate(64 * 1024);
        try (from;
                to) {
            while (from.read(piece) >= 0) {
                piece.flip();
                if (!watch.letsPass(piece)) {
                    return;
                }
                while (piece.hasRemaining()) {
                    to.write(piece);
                }
                piece.clear();
            }
        } catch (IOException hungUp) {
            // The other side hears of it by the end of its own connection.
            return;
        }
    }

    /** A request begins a piece of its own, since its caller waits for the answer to the one before. */
    private boolean look(ByteBuffer piece, AtomicReference<Ambush> caught) {
        var waiting = ambush.get();
        var begin = StandardCharsets.US_ASCII.decode(piece.duplicate().limit(Math.min(piece.limit(), 512)));
        if (waiting != null && waiting.call().matcher(begin).lookingAt() && ambush.compareAndSet(waiting, null)) {
            caught.set(waiting);
        }
        return true;
    }

    private static boolean strike(AtomicReference<Ambush> caught) {
        var waiting = caught.getAndSet(null);
        if (waiting != null) {
            waiting.strike().run();
        }
        return waiting == null;
    }
}
