package io.bureau.desktops.desktop;

import io.bureau.kit.error.ApiException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;
import java.util.function.Function;

/** Keeps an organisation within its number of desktops, however many are made and started at the same moment. */
@ApplicationScoped
class Quota {

    /** What is on its way out counts no more; what has failed is there, but does not run. */
    private static final String COUNT = """
            SELECT count(*) AS total,
                   count(*) FILTER (WHERE wish = 'RUNNING' AND status <> 'ERROR') AS running,
                   count(*) FILTER (WHERE tier = :tier) AS total_of_tier,
                   count(*) FILTER (WHERE tier = :tier AND wish = 'RUNNING' AND status <> 'ERROR') AS running_of_tier
            FROM desktop WHERE organisation_id = :organisation AND status NOT IN ('DESTROYING', 'DESTROYED')
            """;

    private static final String TOTAL = "The organisation may have %d desktops%s and has %d; destroy one first";
    private static final String RUNNING =
            "The organisation may run %d desktops%s at a time and runs %d; stop one first";

    private record Use(long total, long running, long totalOfTier, long runningOfTier) {}

    private final QuotaConfig config;

    Quota(QuotaConfig config) {
        this.config = config;
    }

    /** Fails with 409 {@code QUOTA_EXCEEDED} if {@code desktop}, which is not stored yet, would be one too many. */
    Uni<Void> admit(StoredDesktop desktop) {
        return use(desktop)
                .invoke(use -> {
                    checkTotal(desktop.tier, use);
                    if (desktop.wish == Wish.RUNNING) {
                        checkRunning(desktop.tier, use);
                    }
                })
                .replaceWithVoid();
    }

    /** As above, if {@code desktop}, which is stored and counted, would be one too many to run after {@code next}. */
    Uni<Void> admit(StoredDesktop desktop, Lifecycle next) {
        if (next.wish() != Wish.RUNNING || runs(desktop.lifecycle())) {
            return Uni.createFrom().voidItem();
        }
        return use(desktop).invoke(use -> checkRunning(desktop.tier, use)).replaceWithVoid();
    }

    private static boolean runs(Lifecycle life) {
        return life.wish() == Wish.RUNNING && life.status() != Status.ERROR;
    }

    private Uni<Use> use(StoredDesktop desktop) {
        return OrganisationLock.QUOTA
                .take(desktop.organisationId)
                .chain(() -> Panache.getSession())
                .chain(session -> session.createNativeQuery(COUNT, Object[].class)
                        .setParameter("organisation", desktop.organisationId)
                        .setParameter("tier", desktop.tier)
                        .getSingleResult())
                .map(row -> new Use((Long) row[0], (Long) row[1], (Long) row[2], (Long) row[3]));
    }

    private void checkTotal(String tier, Use use) {
        check(OptionalInt.of(config.total()), use.total(), TOTAL, "");
        check(limits(tier, QuotaConfig.Limits::total), use.totalOfTier(), TOTAL, " of tier " + tier);
    }

    private void checkRunning(String tier, Use use) {
        check(OptionalInt.of(config.running()), use.running(), RUNNING, "");
        check(limits(tier, QuotaConfig.Limits::running), use.runningOfTier(), RUNNING, " of tier " + tier);
    }

    private OptionalInt limits(String tier, Function<QuotaConfig.Limits, OptionalInt> which) {
        var limits = config.tiers().get(tier);
        return limits == null ? OptionalInt.empty() : which.apply(limits);
    }

    private static void check(OptionalInt limit, long used, String message, String which) {
        if (limit.isPresent() && used >= limit.getAsInt()) {
            throw ApiException.of(409, "QUOTA_EXCEEDED", message.formatted(limit.getAsInt(), which, used));
        }
    }
}
