package io.bureau.desktops.ssh;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.client.session.ClientSession;

/** A connection to a desktop, being made or made: everybody who asks meanwhile waits for the same one. */
final class Connection {

    private final SshTarget target;
    private final CompletableFuture<ClientSession> session;

    Connection(SshTarget target, Uni<ClientSession> connecting) {
        this.target = target;
        this.session = connecting.subscribeAsCompletionStage();
    }

    /** Whether it leads there, and still does. */
    boolean serves(SshTarget other) {
        return target.host().equals(other.host())
                && target.port() == other.port()
                && target.hostKey().equals(other.hostKey())
                && (!session.isDone() || isOpen());
    }

    Uni<ClientSession> session() {
        // A copy, so that one who gives up does not end it for the others.
        return Uni.createFrom().completionStage(session::copy);
    }

    void close() {
        session.whenComplete((open, _) -> {
            if (open != null) {
                open.close(true);
            }
        });
    }

    private boolean isOpen() {
        return !session.isCompletedExceptionally() && session.join().isOpen();
    }
}
