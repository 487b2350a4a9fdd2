package io.bureau.desktops.exec;

import io.bureau.desktops.desktop.Activity;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.RecentEnds;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.bureau.kit.revocation.RevocationTail;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * What runs on desktops by this replica's doing. A revocation ends what the credential has started, at once; what was
 * started by a credential that was looked up after the revocation is none of its business.
 */
@ApplicationScoped
class Running implements RevocationListener {

    private static final Logger LOG = Logger.getLogger(Running.class);

    private static final Duration LAST_KILLS = Duration.ofSeconds(3);

    private final int atOnce;
    private final RecentEnds ends;
    private final Consumer<String> touch;
    private final Clock clock;
    private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    @Inject
    Running(ExecConfig config, RevocationTail revocations, Activity activity, Clock clock) {
        this(config, revocations::seen, activity::touch, clock);
    }

    /**
     * @param seen the number of revocations and gaps so far; while one is being told of, its own number
     * @param touch takes note that a desktop is in use
     */
    Running(ExecConfig config, LongSupplier seen, Consumer<String> touch, Clock clock) {
        this.clock = clock;
        this.atOnce = config.atOnce();
        this.ends = new RecentEnds(seen);
        this.touch = touch;
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
        if (ends.hasEnded(execution)) {
            cut(execution, ApiException.unauthorized(true));
        }
        if (ends.isUnsure(execution)) {
            cut(execution, unsure());
        }
    }

    void remove(Execution execution) {
        if (executions.remove(execution)) {
            counts.computeIfPresent(execution.desktopId(), (_, running) -> running == 1 ? null : running - 1);
        }
    }

    /** A desktop on which a command runs is in use, however long it takes; but no longer than its credential lasts. */
    @Scheduled(every = "1s")
    void look() {
        counts.keySet().forEach(touch);
        var now = clock.instant();
        var _ = cut(execution -> execution.hasExpired(now), ApiException.unauthorized(true));
    }

    @Override
    public void onRevocation(Revocation revocation) {
        ends.heard(revocation).ifPresent(which -> cut(which, ApiException.unauthorized(true)));
    }

    /** Whose credential was revoked meanwhile nobody can say, so nothing goes on. */
    @Override
    public void onGap() {
        ends.gap();
        var _ = cut(ends::isUnsure, unsure());
    }

    /** Waits for it, because the connections to the desktops end soon after. */
    void stop(@Observes ShutdownEvent event) {
        cut(_ -> true, ApiException.dependencyUnavailable("The service is stopping, so the command was ended"))
                .completeOnTimeout(null, LAST_KILLS.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static ApiException unsure() {
        return ApiException.dependencyUnavailable("Credentials cannot be checked now, so the command was ended");
    }

    private CompletableFuture<Void> cut(Predicate<? super Execution> which, ApiException why) {
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
