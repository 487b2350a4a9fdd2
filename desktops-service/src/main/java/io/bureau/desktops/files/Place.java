package io.bureau.desktops.files;

import io.bureau.kit.http.OwnContext;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.SshFutureListener;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A channel to the files of a desktop, for one thing at a time. It is open from the first use until it is closed. */
final class Place {

    private final ClientSession session;
    private final ExecutorService threads;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile SshFutureListener<CloseFuture> onLost;
    private SftpClient sftp;
    private Folder folder;

    /** @param threads such as may wait */
    Place(ClientSession session, ExecutorService threads, Runnable onClose) {
        this.session = session;
        this.threads = threads;
        this.onClose = onClose;
    }

    /**
     * Does this on a thread that may wait. To cancel it interrupts the thread, which ends what it waits for.
     *
     * @return fails with what the desktop's refusal means, or with 503 if it does not answer in time
     */
    <T> Uni<T> run(Folder.Work<T> work, Duration deadline) {
        return OwnContext.resume(onThread(work)
                .ifNoItem()
                .after(deadline)
                .failWith(Refusals::notReady)
                .onFailure()
                .transform(Refusals::translate));
    }

    /** Tells when the connection is lost, until this is closed. */
    void onLost(Runnable listener) {
        onLost = _ -> listener.run();
        session.addCloseFutureListener(onLost);
    }

    /** Returns at once; what is being done there fails. */
    void close() {
        if (!closed.getAndSet(true)) {
            if (onLost != null) {
                session.removeCloseFutureListener(onLost);
            }
            threads.execute(this::closeChannel);
            onClose.run();
        }
    }

    private <T> Uni<T> onThread(Folder.Work<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Future<?> running = threads.submit(() -> {
                try {
                    emitter.complete(now(work));
                } catch (IOException | RuntimeException failure) {
                    emitter.fail(failure);
                }
            });
            emitter.onTermination(() -> running.cancel(true));
        });
    }

    private synchronized <T> T now(Folder.Work<T> work) throws IOException {
        if (closed.get()) {
            throw new IOException("closed");
        }
        if (folder == null) {
            sftp = SftpClientFactory.instance().createSftpClient(session);
            folder = new Folder(sftp);
        }
        return work.on(folder);
    }

    private synchronized void closeChannel() {
        if (sftp != null) {
            try {
                sftp.close();
            } catch (IOException failure) {
                // The channel is gone, which is what was wanted.
                folder = null;
            }
        }
    }
}
