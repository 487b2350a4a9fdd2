package io.bureau.desktops.exec;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** What runs on desktops by this replica's doing. A revocation ends what the credential has started, at once. */
@ApplicationScoped
class Running implements RevocationListener {

    private static final Logger LOG = Logger.getLogger(Running.class);

    /** Longer than it can take from looking at a credential to what it starts. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final Duration LAST_KILLS = Duration.ofSeconds(3);

    private record Heard(Revocation revocation, long at) {

        boolean isFresh() {
            return System.nanoTime() - at < FRESH.toNanos();
        }
    }

    private final int atOnce;
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    Running(ExecConfig config) {
        this.atOnce = config.atOnce();
    }

    /**
     * Takes note of an execution before it starts. A credential may have been revoked since it was looked at: that cuts the
     * execution off, too.
     *
     * @throws ApiException 429 if as many as may run on that desktop do so already
     */
    void add(Execution execution) {
        counts.merge(execution.desktopId(), 1, (running, one) -> {
            if (running >= atOnce) {
                LOG.infof(
                        "too many execs credential=%s desktop=%s",
                        execution.principal().credential().id(), execution.desktopId());
                throw ApiException.rateLimited(Duration.ofSeconds(1));
            }
            return running + one;
        });
        executions.add(execution);
        heard.stream().filter(Heard::isFresh).forEach(each -> end(each.revocation()));
    }

    void remove(Execution execution) {
        if (executions.remove(execution)) {
            counts.computeIfPresent(execution.desktopId(), (_, running) -> running == 1 ? null : running - 1);
        }
    }

    @Override
    public void onRevocation(Revocation revocation) {
        heard.removeIf(each -> !each.isFresh());
        heard.add(new Heard(revocation, System.nanoTime()));
        end(revocation);
    }

    /** Whose credential was revoked meanwhile nobody can say, so nothing goes on. */
    @Override
    public void onGap() {
        var _ = cut(
                _ -> true,
                ApiException.dependencyUnavailable("Credentials cannot be checked now, so the command was ended"));
    }

    /** Waits for it, because the connections to the desktops end soon after. */
    void stop(@Observes ShutdownEvent event) {
        cut(_ -> true, ApiException.dependencyUnavailable("The service is stopping, so the command was ended"))
                .completeOnTimeout(null, LAST_KILLS.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void end(Revocation revocation) {
        var _ = cut(execution -> execution.principal().isCoveredBy(revocation), ApiException.unauthorized(true));
    }

    private CompletableFuture<Void> cut(Predicate<Execution> which, ApiException why) {
        return CompletableFuture.allOf(executions.stream()
                .filter(which)
                .map(execution -> cut(execution, why))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<Void> cut(Execution execution, ApiException why) {
        LOG.infof(
                "exec cut off credential=%s desktop=%s why=%s",
                execution.principal().credential().id(), execution.desktopId(), why.code());
        return execution.cut(why);
    }
}
