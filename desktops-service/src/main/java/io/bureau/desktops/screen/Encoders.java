package io.bureau.desktops.screen;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads on which pictures are cut out and encoded: few, because it is all computing, and because there are never more pictures
 * than threads, however many are asked for at once.
 */
@ApplicationScoped
class Encoders {

    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4),
            Thread.ofPlatform().daemon().name("screenshot-", 0).factory());

    /** Waits for a thread, and for what it makes. */
    byte[] encode(Callable<byte[]> picture) throws IOException, InterruptedException {
        try {
            return threads.submit(picture).get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case IOException broken -> throw broken;
                case RuntimeException refused -> throw refused;
                default -> throw new IllegalStateException(failure.getCause());
            }
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
