package io.bureau.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A loopback port for everything that listens, chosen at the first start and kept since. They lie below the ports that
 * the operating system hands to outgoing connections, so that nobody takes one by accident while we are down.
 */
final class Ports {

    private static final int FIRST = 20_000;
    private static final int LAST = 29_999;

    private final Path file;
    private final Properties known = new Properties();
    private final Set<Integer> given = new HashSet<>();

    Ports(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                known.load(in);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** The port of {@code name}: the one it had, if that is still free. */
    int of(String name) {
        var before = known.getProperty(name);
        if (before != null && isFree(Integer.parseInt(before))) {
            return give(name, Integer.parseInt(before));
        }
        return give(name, choose());
    }

    /**
     * The port of {@code name}, which others remember and which therefore may never change.
     *
     * @throws StackFailure if another program has it now
     */
    int lastingOf(String name) {
        var before = known.getProperty(name);
        if (before != null && !isFree(Integer.parseInt(before))) {
            throw new StackFailure("Port " + before + ", which belongs to " + name
                    + " of this data directory, is taken by another program; end that program and try again");
        }
        return of(name);
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private int choose() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (!given.contains(port) && !known.containsValue(Integer.toString(port)) && isFree(port)) {
                return port;
            }
        }
        throw new StackFailure("No free port between " + FIRST + " and " + LAST);
    }

    private int give(String name, int port) {
        given.add(port);
        known.setProperty(name, Integer.toString(port));
        try (var out = Files.newBufferedWriter(file)) {
            known.store(out, null);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return port;
    }
}
