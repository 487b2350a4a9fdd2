package io.bureau.apikey.key;

import io.bureau.apikey.usage.HourlyUses;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** How often a key was used, and how it was answered. */
@Path("/api/keys/{id}/usage")
@HttpAuthenticationMechanism("session")
@Authenticated
class KeyUsageResource {

    /** @param buckets one for each hour or day from {@code from} up to, but not including, {@code to} */
    record Usage(Instant from, Instant to, UsagePeriod.Bucket bucket, long total, List<Bucket> buckets) {}

    /** @param statuses calls by the status of their answer */
    record Bucket(Instant at, long total, Map<String, Long> statuses) {}

    private final KeyStore keys;
    private final HourlyUses uses;
    private final Store store;
    private final CurrentPrincipal principal;
    private final Clock clock;

    KeyUsageResource(KeyStore keys, HourlyUses uses, Store store, CurrentPrincipal principal, Clock clock) {
        this.keys = keys;
        this.uses = uses;
        this.store = store;
        this.principal = principal;
        this.clock = clock;
    }

    @GET
    public Uni<Usage> usage(
            @RestPath String id, @RestQuery String from, @RestQuery String to, @RestQuery String bucket) {
        var period = UsagePeriod.of(from, to, bucket, clock.instant());
        return store.answer(keys.find(id, principal.get()))
                .chain(() -> store.answer(uses.of(id, period.from(), period.to())))
                .map(calls -> usage(period, calls));
    }

    private static Usage usage(UsagePeriod period, List<HourlyUses.Calls> calls) {
        var statuses = new TreeMap<Instant, Map<String, Long>>();
        for (var hour : calls) {
            statuses.computeIfAbsent(period.bucketOf(hour.hour()), _ -> new TreeMap<>())
                    .merge(Integer.toString(hour.status()), hour.calls(), Long::sum);
        }
        var buckets = new ArrayList<Bucket>();
        for (var start : period.buckets()) {
            var ofThis = statuses.getOrDefault(start, Map.of());
            buckets.add(new Bucket(start, sum(ofThis.values()), ofThis));
        }
        var total = buckets.stream().mapToLong(Bucket::total).sum();
        return new Usage(period.from(), period.to(), period.bucket(), total, buckets);
    }

    private static long sum(Iterable<Long> calls) {
        long sum = 0;
        for (var some : calls) {
            sum += some;
        }
        return sum;
    }
}
