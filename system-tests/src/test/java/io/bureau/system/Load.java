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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Callers that never rest, with keys that somebody revokes meanwhile. What came of each call is counted by key. */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A key that several callers use, and what it has opened. */
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
    private volatile long began = System.nanoTime();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean over;

    /** So many callers with each key, at every target. */
    Load(List<URI> targets, int callers, List<Key> keys) {
        this.keys = new CopyOnWriteArrayList<>(keys);
        for (int i = 0; i < callers * keys.size(); i++) {
            int slot = i % keys.size();
            targets.forEach(target -> this.callers.submit(() -> call(target, slot)));
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

    /** Forgets what was counted until now. */
    void countFromHere() {
        verified.reset();
        began = System.nanoTime();
    }

    /** Answers per second for which a key was verified, with whatever outcome. */
    long perSecond() {
        return verified.sum() * 1_000_000_000L / (System.nanoTime() - began);
    }

    @Override
    public void close() {
        over = true;
        callers.close();
    }

    private void call(URI target, int slot) {
        try (var line = new Line(target)) {
            while (!over) {
                var key = keys.get(slot);
                boolean late = key.revoked;
                int status = line.get("/v1/me", key.secret());
                count(key, late, status);
            }
        }
    }

    private void count(Key key, boolean late, int status) {
        boolean success = status >= 200 && status < 400;
        if (success || status == 401) {
            verified.increment();
        }
        if (success) {
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
