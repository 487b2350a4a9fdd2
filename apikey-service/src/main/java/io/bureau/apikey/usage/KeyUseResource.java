package io.bureau.apikey.usage;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.KeyUseReport;
import io.bureau.kit.principal.KeyUseReport.Uses;
import io.bureau.kit.store.Store;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Takes what the other services saw of keys being used, a few seconds of it at a time. */
@Path("/internal/keys/uses")
@HttpAuthenticationMechanism("internal")
@RolesAllowed("desktops-service")
class KeyUseResource {

    private final UseReports reports;
    private final Store store;

    KeyUseResource(UseReports reports, Store store) {
        this.reports = reports;
        this.store = store;
    }

    /** Repeating a report is harmless. */
    @POST
    public Uni<Void> record(KeyUseReport report) {
        if (report == null || report.uses() == null || !Ids.isWellFormed("rpt", report.id())) {
            throw ApiException.badRequest("This is not a report of uses");
        }
        if (report.uses().stream().anyMatch(KeyUseResource::isIncomplete)) {
            throw ApiException.invalid("uses", "needs keyId, at, status and count");
        }
        return store.answer(reports.apply(report));
    }

    private static boolean isIncomplete(Uses uses) {
        return uses == null || uses.keyId() == null || uses.at() == null || uses.status() == 0 || uses.count() < 1;
    }
}
