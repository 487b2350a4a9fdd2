package io.bureau.identity.audit;

import io.bureau.kit.audit.AuditQuery;
import io.bureau.kit.audit.ChainState;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** What happened in the organisation, for those who run it. */
@Path("/api/audit")
@HttpAuthenticationMechanism("session")
@Authenticated
class AuditResource {

    /** @param whole whether every chain is */
    record Verdict(boolean whole, Instant checkedAt, List<Chain> chains) {}

    /** As {@link ChainState}, by the service that keeps the chain. */
    record Chain(
            String service,
            boolean whole,
            long entries,
            long firstSequence,
            long lastSequence,
            String head,
            Long brokenAt,
            String why) {

        static Chain of(Trails.Chain chain) {
            var state = chain.state();
            return new Chain(
                    chain.service().id(),
                    state.whole(),
                    state.entries(),
                    state.firstSequence(),
                    state.lastSequence(),
                    state.head(),
                    state.brokenAt(),
                    state.why());
        }
    }

    private final Trails trails;
    private final ActorNames names;
    private final AuditExport export;
    private final CurrentPrincipal principal;
    private final Clock clock;

    AuditResource(Trails trails, ActorNames names, AuditExport export, CurrentPrincipal principal, Clock clock) {
        this.trails = trails;
        this.names = names;
        this.export = export;
        this.principal = principal;
        this.clock = clock;
    }

    @GET
    public Uni<RestResponse<List<AuditView>>> page(
            @RestQuery Integer limit,
            @RestQuery String before,
            @RestQuery String action,
            @RestQuery String actor,
            @RestQuery String target,
            @RestQuery String from,
            @RestQuery String to,
            @Context UriInfo here) {
        var query = AuditQuery.parse(organisation(), limit, before, action, actor, target, from, to);
        return trails.page(query)
                .chain(rows -> names.of(rows)
                        .map(known -> rows.stream()
                                .map(row -> AuditView.of(row, known))
                                .toList()))
                .map(page -> answer(page, query, here));
    }

    @GET
    @Path("/verify")
    public Uni<Verdict> verify() {
        return trails.check(organisation()).map(chains -> {
            var seen = chains.stream().map(Chain::of).toList();
            return new Verdict(seen.stream().allMatch(Chain::whole), clock.instant(), seen);
        });
    }

    @GET
    @Path("/export")
    public RestMulti<String> export(
            @RestQuery String format,
            @RestQuery String action,
            @RestQuery String actor,
            @RestQuery String target,
            @RestQuery String from,
            @RestQuery String to) {
        var query = AuditQuery.parse(organisation(), AuditExport.AT_ONCE, null, action, actor, target, from, to);
        return export.of(query, AuditExport.Format.of(format));
    }

    private String organisation() {
        var who = principal.get();
        if (!who.administers()) {
            throw ApiException.forbidden("Only owners and admins of the organisation read its audit trail");
        }
        return who.organisation().id();
    }

    /** A full page may have another behind it. */
    private static RestResponse<List<AuditView>> answer(List<AuditView> page, AuditQuery query, UriInfo here) {
        var response = RestResponse.ResponseBuilder.ok(page);
        if (page.size() == query.limit()) {
            var next = here.getRequestUriBuilder()
                    .replaceQueryParam("before", page.getLast().id())
                    .build();
            response.header("Link", "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
        }
        return response.build();
    }
}
