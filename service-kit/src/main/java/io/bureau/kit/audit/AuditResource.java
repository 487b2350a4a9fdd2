package io.bureau.kit.audit;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.store.Store;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** This service's part of the audit trail, for the service that shows all of it. */
@Path("/internal/audit")
@HttpAuthenticationMechanism("internal")
@RolesAllowed("identity-service")
@IfBuildProperty(name = AuditTrail.CONDITION, stringValue = "postgresql")
class AuditResource {

    private final AuditRows rows;
    private final Store store;

    AuditResource(AuditRows rows, Store store) {
        this.rows = rows;
        this.store = store;
    }

    @GET
    public Uni<List<AuditEntry>> page(
            @RestQuery String organisation,
            @RestQuery Integer limit,
            @RestQuery String before,
            @RestQuery String action,
            @RestQuery String actor,
            @RestQuery String target,
            @RestQuery String from,
            @RestQuery String to) {
        return store.answer(
                rows.page(AuditQuery.parse(present(organisation), limit, before, action, actor, target, from, to)));
    }

    /** As long as it takes: the whole chain is computed again. */
    @GET
    @Path("/verification")
    public Uni<ChainState> check(@RestQuery String organisation) {
        return rows.check(present(organisation));
    }

    private static String present(String organisation) {
        if (organisation == null) {
            throw ApiException.invalid("organisation", "is missing");
        }
        return organisation;
    }
}
