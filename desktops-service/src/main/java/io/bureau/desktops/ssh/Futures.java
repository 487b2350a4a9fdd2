package io.bureau.desktops.ssh;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import org.apache.sshd.common.future.SshFuture;

/** MINA's futures as Mutiny knows them. They complete on MINA's own threads. */
final class Futures {

    @FunctionalInterface
    interface Start<F> {
        F start() throws IOException;
    }

    private Futures() {}

    /** Starts something when subscribed to, and completes when it has ended, well or not: ask the future. */
    static <F extends SshFuture<F>> Uni<F> ended(Start<F> start) {
        return Uni.createFrom().emitter(emitter -> {
            try {
                start.start().addListener(emitter::complete);
            } catch (IOException | RuntimeException failure) {
                emitter.fail(failure);
            }
        });
    }
}
