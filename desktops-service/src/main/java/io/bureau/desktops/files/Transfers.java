package io.bureau.desktops.files;

import io.bureau.desktops.desktop.Activity;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.RecentEnds;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.bureau.kit.revocation.RevocationTail;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** What takes long on the files of desktops by way of this replica. It ends with the access of whoever asked for it. */
@ApplicationScoped
class Transfers implements RevocationListener {

    private static final Logger LOG = Logger.getLogger(Transfers.class);

    private final Files files;
    private final FilesConfig config;
    private final Activity activity;
    private final Clock clock;
    private final RecentEnds ends;
    private final Set<Transfer> underWay = ConcurrentHashMap.newKeySet();

    Transfers(Files files, FilesConfig config, Activity activity, RevocationTail revocations, Clock clock) {
        this.files = files;
        this.config = config;
        this.activity = activity;
        this.clock = clock;
        this.ends = new RecentEnds(revocations::seen);
    }

    /**
     * Begins one, which has to be ended.
     *
     * @param asOf how many revocations had been seen before the principal's credential was looked up
     * @return fails as {@link Files#open} does
     */
    Uni<Transfer> begin(String desktopId, Principal principal, long asOf) {
        return files.open(desktopId, principal)
                .map(place -> new Transfer(
                        desktopId, principal, asOf, files, place, config.pieceDeadline(), underWay::remove))
                .invoke(this::add);
    }

    /** A desktop whose files are on their way is in use, however long it takes; but no longer than the credential lasts. */
    @Scheduled(every = "1s")
    void look() {
        underWay.forEach(transfer -> activity.touch(transfer.desktopId()));
        var now = clock.instant();
        cut(transfer -> transfer.hasExpired(now), ApiException.unauthorized(true));
    }

    @Override
    public void onRevocation(Revocation revocation) {
        ends.heard(revocation).ifPresent(which -> cut(which, ApiException.unauthorized(true)));
    }

    /** Whose credential was revoked meanwhile nobody can say, so nothing goes on. */
    @Override
    public void onGap() {
        ends.gap();
        cut(ends::isUnsure, unsure());
    }

    /** A credential may have been revoked since it was looked at. */
    private void add(Transfer transfer) {
        underWay.add(transfer);
        if (ends.hasEnded(transfer)) {
            transfer.cut(ApiException.unauthorized(true));
        }
        if (ends.isUnsure(transfer)) {
            transfer.cut(unsure());
        }
    }

    private void cut(Predicate<? super Transfer> which, ApiException why) {
        underWay.stream().filter(which).forEach(transfer -> {
            LOG.infof(
                    "transfer cut off credential=%s desktop=%s why=%s",
                    transfer.principal().credential().id(), transfer.desktopId(), why.code());
            transfer.cut(why);
        });
    }

    private static ApiException unsure() {
        return ApiException.dependencyUnavailable("Credentials cannot be checked now, so the transfer was ended");
    }
}
