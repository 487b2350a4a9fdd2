package io.bureau.apikey.leak;

import io.bureau.apikey.key.EndReason;
import io.bureau.apikey.key.LeakedKeys;
import io.bureau.apikey.usage.KeyAddresses;
import io.bureau.kit.http.Cidr;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Deals with what was reported, apart from the request that reported it, which must not learn what came of it. */
@ApplicationScoped
class ReportedLeaks {

    private static final Logger LOG = Logger.getLogger(ReportedLeaks.class);

    /** So many addresses back a key in quarantine is still at home. */
    private static final int LAST_USED = 1;

    private final LeakReports reports;
    private final LeakedKeys keys;
    private final KeyAddresses addresses;
    private final Containment containment;
    private final Clock clock;

    ReportedLeaks(LeakReports reports, LeakedKeys keys, KeyAddresses addresses, Containment containment, Clock clock) {
        this.reports = reports;
        this.keys = keys;
        this.addresses = addresses;
        this.containment = containment;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> dealWithDue() {
        return dealWithBatch()
                .onFailure()
                .invoke(failure -> LOG.warnf("reports of leaks not dealt with why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** One batch after the other, until there is no more. */
    private Uni<Void> dealWithBatch() {
        return reports.claimDue(clock.instant())
                .chain(batch -> dealWith(batch)
                        .chain(() -> batch.size() < LeakReports.BATCH
                                ? Uni.createFrom().voidItem()
                                : dealWithBatch()));
    }

    private Uni<Void> dealWith(List<LeakReport> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(this::dealWith)
                .collect()
                .asList()
                .chain(changes -> containment.confirm(
                        changes.stream().flatMap(Optional::stream).toList()));
    }

    /** One that cannot be dealt with is tried again when its claim ends, and holds up no other. */
    private Uni<Optional<Revocation>> dealWith(LeakReport report) {
        return keys.find(report.hashes())
                .chain(found -> found.map(key -> contain(key, report)).orElseGet(() -> dismiss(report)))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("report of a leak put off report=%s why=%s", report.id(), failure.toString()))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Uni<Optional<Revocation>> contain(String key, LeakReport report) {
        var leak = new Leak(report.reporter(), EndReason.REPORTED_LEAKED, "report=" + report.id());
        return usedFrom(key)
                .chain(networks -> Panache.withTransaction(() -> reports.remove(report)
                        .chain(ours -> ours ? containment.contain(key, networks, leak) : Containment.nothing())))
                .invoke(change -> LOG.infof(
                        "key reported key=%s ip=%s changed=%b",
                        key, report.reporter().ip(), change.isPresent()));
    }

    private Uni<Optional<Revocation>> dismiss(LeakReport report) {
        return Panache.withTransaction(() -> reports.remove(report)).replaceWith(Optional.empty());
    }

    private Uni<List<Cidr>> usedFrom(String key) {
        return addresses
                .recent(key, LAST_USED)
                .map(ips -> ips.stream()
                        .flatMap(ip -> Cidr.around(ip).stream())
                        .distinct()
                        .toList());
    }
}
