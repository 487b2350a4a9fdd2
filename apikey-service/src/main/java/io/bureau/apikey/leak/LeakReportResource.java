package io.bureau.apikey.leak;

import io.bureau.apikey.key.LeakedKeys;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.ratelimit.AddressLimits;
import io.bureau.kit.ratelimit.Policy;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Map;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Whoever holds a leaked key may have it revoked, without a credential and without learning whether it was one. */
@Path("/api/keys/report-leak")
@PermitAll
@Consumes(MediaType.APPLICATION_JSON)
class LeakReportResource {

    record Report(String key) {

        Report {
            if (key == null) {
                throw ApiException.invalid("key", "is missing");
            }
        }

        /** Without the key, so that no log line can hold it. */
        @Override
        public String toString() {
            return "Report[]";
        }
    }

    private final AddressLimits limits;
    private final LeakReports reports;
    private final LeakedKeys keys;
    private final Store store;
    private final Clock clock;

    LeakReportResource(AddressLimits limits, LeakReports reports, LeakedKeys keys, Store store, Clock clock) {
        this.limits = limits;
        this.reports = reports;
        this.keys = keys;
        this.store = store;
        this.clock = clock;
    }

    @POST
    @ResponseStatus(202)
    public Uni<Map<String, String>> report(Report report, @Context RoutingContext request) {
        if (report == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return limits.admit(Policy.LEAK_REPORT, request)
                .chain(() -> store.answer(reports.add(toStore(report), clock.instant())))
                .replaceWith(Map.of());
    }

    /** What is no key is stored as one that does not exist: the way, and the time it takes, is the same for all. */
    private LeakReport toStore(Report report) {
        var key = ApiKey.parse(report.key()).orElseGet(ApiKey::generate);
        return new LeakReport(Ids.next("rep"), keys.hashes(key), Actor.unknown());
    }
}
