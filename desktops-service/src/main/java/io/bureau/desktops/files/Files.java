package io.bureau.desktops.files;

import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.principal.Principal;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jboss.logging.Logger;

/** Works on the files of desktops, on threads that may wait. */
@ApplicationScoped
class Files {

    private static final Logger LOG = Logger.getLogger(Files.class);

    private final LiveDesktops desktops;
    private final DesktopConnections connections;
    private final FilesConfig config;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("files-", 0).factory());
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    Files(LiveDesktops desktops, DesktopConnections connections, FilesConfig config) {
        this.desktops = desktops;
        this.connections = connections;
        this.config = config;
    }

    /**
     * @return fails as {@link LiveDesktops#target} does, with 429 if as many as may work on this desktop do so already,
     *     with what the desktop's refusal means, or with 503 if it does not answer in time
     */
    <T> Uni<T> work(String desktopId, Principal principal, Folder.Work<T> work) {
        return desktops.target(desktopId, principal).chain(target -> {
            enter(desktopId);
            return OwnContext.resume(connections
                            .session(target)
                            .chain(session -> onThread(session, work))
                            .ifNoItem()
                            .after(config.deadline())
                            .failWith(Refusals::notReady)
                            .onFailure()
                            .transform(Refusals::translate))
                    .onFailure(failure -> failure instanceof ApiException refused && refused.status() == 503)
                    .invoke(failure -> {
                        LOG.infof("files not reached desktop=%s why=%s", desktopId, failure.getMessage());
                        desktops.doubt(desktopId);
                    })
                    .onTermination()
                    .invoke(() -> leave(desktopId));
        });
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /** To cancel it interrupts the thread, which ends what it waits for. */
    private <T> Uni<T> onThread(ClientSession session, Folder.Work<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            Future<?> running = threads.submit(() -> {
                try {
                    emitter.complete(run(session, work));
                } catch (IOException | RuntimeException failure) {
                    emitter.fail(failure);
                }
            });
            emitter.onTermination(() -> running.cancel(true));
        });
    }

    private static <T> T run(ClientSession session, Folder.Work<T> work) throws IOException {
        try (var sftp = SftpClientFactory.instance().createSftpClient(session)) {
            return work.on(new Folder(sftp));
        }
    }

    private void enter(String desktopId) {
        counts.merge(desktopId, 1, (working, one) -> {
            if (working >= config.atOnce()) {
                throw ApiException.rateLimited(Duration.ofSeconds(1));
            }
            return working + one;
        });
    }

    private void leave(String desktopId) {
        counts.computeIfPresent(desktopId, (_, working) -> working == 1 ? null : working - 1);
    }
}
