package io.bureau.identity.audit;

import io.bureau.kit.audit.AuditEntry;
import io.bureau.kit.audit.AuditQuery;
import io.bureau.kit.audit.AuditRows;
import io.bureau.kit.audit.ChainState;
import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.Service;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of the trail, each kept by the service where things happen; here they are one. */
@ApplicationScoped
class Trails {

    private static final List<Service> ELSEWHERE = List.of(Service.APIKEY, Service.DESKTOPS);
    /** A chain of a million rows is computed again in about ten seconds. */
    private static final Duration CHECKING = Duration.ofMinutes(2);

    /** A row, and the service that keeps it. */
    record Kept(Service service, AuditEntry entry) {}

    /** The chain that one service keeps. */
    record Chain(Service service, ChainState state) {}

    private final AuditRows rows;
    private final InternalClients clients;
    private final Store store;

    Trails(AuditRows rows, InternalClients clients, Store store) {
        this.rows = rows;
        this.clients = clients;
        this.store = store;
    }

    /** One page over all services; fails with 503 if one does not answer, for a page with holes would be believed. */
    Uni<List<Kept>> page(AuditQuery query) {
        var parts = Stream.concat(
                        Stream.of(store.answer(rows.page(query)).map(found -> kept(Service.IDENTITY, found))),
                        ELSEWHERE.stream().map(service -> remote(service, query)))
                .toList();
        return Uni.join().all(parts).andFailFast().map(pages -> newest(pages, query.limit()));
    }

    /** Whatever the query finds, page by page as it is taken. */
    Multi<Kept> all(AuditQuery query) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AuditQuery[] {query},
                        next -> page(next[0]).invoke(page -> {
                            if (!page.isEmpty()) {
                                next[0] =
                                        next[0].olderThan(page.getLast().entry().id());
                            }
                        }))
                .until(List::isEmpty)
                .onItem()
                .disjoint();
    }

    Uni<List<Chain>> check(String organisation) {
        var parts = Stream.concat(
                        Stream.of(rows.check(organisation).map(state -> new Chain(Service.IDENTITY, state))),
                        ELSEWHERE.stream().map(service -> checkRemote(service, organisation)))
                .toList();
        return Uni.join().all(parts).andFailFast();
    }

    private Uni<List<Kept>> remote(Service service, AuditQuery query) {
        return clients.to(service)
                .get("/internal/audit" + parameters(query), AuditEntry[].class)
                .map(found -> kept(service, List.of(found)));
    }

    private Uni<Chain> checkRemote(Service service, String organisation) {
        return clients.to(service)
                .within(CHECKING)
                .get("/internal/audit/verification?organisation=" + organisation, ChainState.class)
                .map(state -> new Chain(service, state));
    }

    private static List<Kept> kept(Service service, List<AuditEntry> entries) {
        return entries.stream().map(entry -> new Kept(service, entry)).toList();
    }

    private static List<Kept> newest(List<List<Kept>> pages, int limit) {
        return pages.stream()
                .flatMap(List::stream)
                .sorted((a, b) -> b.entry().id().compareTo(a.entry().id()))
                .limit(limit)
                .toList();
    }

    private static String parameters(AuditQuery query) {
        return Stream.of(
                        parameter("organisation", query.organisation()),
                        parameter("limit", query.limit()),
                        parameter("before", query.before()),
                        parameter("action", query.action()),
                        parameter("actor", query.actor()),
                        parameter("target", query.target()),
                        parameter("from", query.from()),
                        parameter("to", query.to()))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String parameter(String name, Object value) {
        return value == null ? "" : name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }
}
