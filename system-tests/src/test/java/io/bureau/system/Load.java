package io.bureau.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Callers that never rest, with keys that somebody revokes meanwhile. What came of each call is counted by key. */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A key that all callers use, and what it has opened. */
    static final class Key {

        private final String id;
        private final String secret;
        private final AtomicInteger served = new AtomicInteger();
        private final AtomicInteger late = new AtomicInteger();
        private volatile boolean revoked;

        Key(JsonNode created) {
            this.id = created.path("id").asText();
            this.secret = created.path("key").asText();
        }

        String id() {
            return id;
        }

        String secret() {
            return secret;
        }

        /** From now on, and not a moment earlier, no call may be begun that succeeds. */
        void revoked() {
            revoked = true;
        }

        void awaitServed(int calls) {
            Await.until(PATIENCE, served::get, number -> number >= calls);
        }

        /** Waits for so many answers to calls that were begun after the key was revoked. */
        void awaitLate(int calls) {
            Await.until(PATIENCE, late::get, number -> number >= calls);
        }
    }

    private final List<Key> keys;
    private final Queue<String> lateSuccesses = new ConcurrentLinkedQueue<>();
    private final LongAdder verified = new LongAdder();
    private final long began = System.nanoTime();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean over;

    Load(URI target, int callers, List<Key> keys) {
        this.keys = new CopyOnWriteArrayList<>(keys);
        for (int i = 0; i < callers; i++) {
            this.callers.submit(() -> call(target));
        }
    }

    Key key(int slot) {
        return keys.get(slot);
    }

    void replace(int slot, Key key) {
        keys.set(slot, key);
    }

    /** Calls begun after the reply that said that their key is dead, and answered as if it were not. */
    List<String> lateSuccesses() {
        return List.copyOf(lateSuccesses);
    }

    /** Answers per second that needed a verified key, since the load began. */
    long perSecond() {
        return verified.sum() * 1_000_000_000L / (System.nanoTime() - began);
    }

    @Override
    public void close() {
        over = true;
        callers.close();
    }

    private void call(URI target) {
        try (var line = new Line(target)) {
            while (!over) {
                var key = keys.get(ThreadLocalRandom.current().nextInt(keys.size()));
                boolean late = key.revoked;
                int status = line.get("/v1/me", key.secret());
                count(key, late, status);
            }
        }
    }

    private void count(Key key, boolean late, int status) {
        boolean success = status >= 200 && status < 400;
        if (success) {
            verified.increment();
            key.served.incrementAndGet();
        }
        if (late && success) {
            lateSuccesses.add(key.id() + " -> " + status);
        }
        if (late && status != Line.NO_ANSWER) {
            key.late.incrementAndGet();
        }
    }
}
