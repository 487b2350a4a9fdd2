package io.bureau.apikey.usage;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.store.Store;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes what the other services saw of keys being used, a few seconds of it at a time. */
@Path("/internal/keys/uses")
@HttpAuthenticationMechanism("internal")
@RolesAllowed("desktops-service")
class KeyUseResource {

    record Report(List<Use> uses) {

        Report {
            if (uses == null) {
                throw ApiException.invalid("uses", "is missing");
            }
        }
    }

    /** @param count how many uses this stands for, the last of them at {@code at} */
    record Use(String keyId, Instant at, String ip, long count) {

        Use {
            if (keyId == null || at == null || ip == null) {
                throw ApiException.invalid("uses", "needs keyId, at and ip");
            }
        }
    }

    private final LastUses lastUses;
    private final Store store;
    private final Clock clock;

    KeyUseResource(LastUses lastUses, Store store, Clock clock) {
        this.lastUses = lastUses;
        this.store = store;
        this.clock = clock;
    }

    /** Repeating a report is harmless. */
    @POST
    public Uni<Void> record(Report report) {
        if (report == null) {
            throw ApiException.badRequest("A report of uses is missing");
        }
        return store.answer(lastUses.record(latestByKey(report.uses())));
    }

    private Map<String, LastUse> latestByKey(List<Use> uses) {
        var now = clock.instant();
        return uses.stream()
                .collect(Collectors.toMap(
                        Use::keyId, use -> new LastUse(earlier(use.at(), now), use.ip()), LastUse::laterOf));
    }

    /** A fast clock elsewhere must not put a use into the future, where no later one could move it. */
    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
