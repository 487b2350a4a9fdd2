package io.bureau.kit.principal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.bureau.kit.revocation.RevocationTail;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers verified credentials for as long as their token lives and no revocation says otherwise. It is used only
 * under a valid lease of the revocation stream; a lookup that was under way when a revocation arrived neither fills it nor
 * serves a later request. Credentials are kept as hashes.
 */
@ApplicationScoped
class PrincipalCache implements RevocationListener {

    private final RevocationTail revocations;
    private final Clock clock;
    private final Cache<String, Verification.Valid> remembered =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final Map<String, Uni<Verification>> underWay = new ConcurrentHashMap<>();

    PrincipalCache(RevocationTail revocations, Clock clock) {
        this.revocations = revocations;
        this.clock = clock;
    }

    Uni<Verification> get(String credential, Supplier<Uni<Verification>> lookup) {
        if (!revocations.holdsLease()) {
            return stamped(lookup);
        }
        var hash = hash(credential);
        var known = remembered.getIfPresent(hash);
        if (known != null && clock.instant().isBefore(known.until())) {
            return Uni.createFrom().item(known);
        }
        return OwnContext.resume(underWay.computeIfAbsent(hash, _ -> shared(hash, lookup)));
    }

    @Override
    public synchronized void onRevocation(Revocation revocation) {
        underWay.clear();
        remembered.asMap().values().removeIf(valid -> valid.principal().isCoveredBy(revocation));
    }

    @Override
    public synchronized void onGap() {
        underWay.clear();
        remembered.invalidateAll();
    }

    private Uni<Verification> shared(String hash, Supplier<Uni<Verification>> lookup) {
        return stamped(lookup)
                .invoke(outcome -> remember(hash, outcome))
                .onTermination()
                .invoke(() -> underWay.remove(hash))
                .memoize()
                .indefinitely();
    }

    /** The outcome, with what may be known to be in it. */
    private Uni<Verification> stamped(Supplier<Uni<Verification>> lookup) {
        long before = revocations.seen();
        return Uni.createFrom()
                .deferred(lookup::get)
                .map(outcome -> outcome instanceof Verification.Valid valid ? valid.asOf(before) : outcome);
    }

    /** The counter moves before the listener is called, and both take this lock: what passes the check is still evicted. */
    private synchronized void remember(String hash, Verification outcome) {
        if (outcome instanceof Verification.Valid valid && revocations.seen() == valid.asOf()) {
            remembered.put(hash, valid);
        }
    }

    private static String hash(String credential) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
