package io.bureau.desktops.files;

import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.principal.Principal;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    /** Fails as {@link #open} and {@link Place#run} do. */
    <T> Uni<T> work(String desktopId, Principal principal, Folder.Work<T> work) {
        return open(desktopId, principal)
                .chain(place -> run(desktopId, place, work).onTermination().invoke(place::close));
    }

    /**
     * A place to work, which has to be closed.
     *
     * @return fails as {@link LiveDesktops#target} does, with 429 if as many as may work on this desktop do so already
     */
    Uni<Place> open(String desktopId, Principal principal) {
        return desktops.target(desktopId, principal).chain(target -> {
            enter(desktopId);
            return OwnContext.resume(connections
                            .session(target)
                            .map(session -> new Place(session, threads, () -> leave(desktopId)))
                            .ifNoItem()
                            .after(config.deadline())
                            .failWith(Refusals::notReady)
                            .onFailure()
                            .transform(Refusals::translate))
                    .onFailure()
                    .invoke(failure -> noteUnreached(desktopId, failure))
                    .onFailure()
                    .invoke(() -> leave(desktopId))
                    .onCancellation()
                    .invoke(() -> leave(desktopId));
        });
    }

    /** As {@link Place#run}, and has a desktop that does not answer looked at. */
    <T> Uni<T> run(String desktopId, Place place, Folder.Work<T> work) {
        return run(desktopId, place, work, config.deadline());
    }

    <T> Uni<T> run(String desktopId, Place place, Folder.Work<T> work, Duration deadline) {
        return place.run(work, deadline).onFailure().invoke(failure -> noteUnreached(desktopId, failure));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    private void noteUnreached(String desktopId, Throwable failure) {
        if (failure instanceof ApiException refused && refused.status() == 503) {
            LOG.infof("files not reached desktop=%s why=%s", desktopId, failure.getMessage());
            desktops.doubt(desktopId);
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
