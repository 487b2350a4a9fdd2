package io.bureau.desktops.exec;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** What runs on desktops by this replica's doing. A revocation ends what the credential has started, at once. */
@ApplicationScoped
class Running implements RevocationListener {

    private static final Logger LOG = Logger.getLogger(Running.class);

    private final int atOnce;
    private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    Running(ExecConfig config) {
        this.atOnce = config.atOnce();
    }

    /** Fails with 429 if as many as may run on that desktop do so already. */
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
    }

    void remove(Execution execution) {
        if (executions.remove(execution)) {
            counts.computeIfPresent(execution.desktopId(), (_, running) -> running == 1 ? null : running - 1);
        }
    }

    @Override
    public void onRevocation(Revocation revocation) {
        cut(execution -> execution.principal().isCoveredBy(revocation), ApiException.unauthorized(true));
    }

    /** Whose credential was revoked meanwhile nobody can say, so nothing goes on. */
    @Override
    public void onGap() {
        cut(
                _ -> true,
                ApiException.dependencyUnavailable("Credentials cannot be checked now, so the command was ended"));
    }

    void stop(@Observes ShutdownEvent event) {
        cut(_ -> true, ApiException.dependencyUnavailable("The service is stopping, so the command was ended"));
    }

    private void cut(Predicate<Execution> which, ApiException why) {
        executions.stream().filter(which).forEach(execution -> {
            LOG.infof(
                    "exec cut off credential=%s desktop=%s why=%s",
                    execution.principal().credential().id(), execution.desktopId(), why.code());
            execution.cut(why);
        });
    }
}
