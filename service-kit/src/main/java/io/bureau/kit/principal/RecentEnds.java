package io.bureau.kit.principal;

import io.bureau.kit.revocation.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * For those who keep what a credential has started after its request was let in: which of it a revocation ends, and whether the
 * credential was revoked between being looked up and starting something. Who first remembers what he starts and then asks
 * here misses no revocation: earlier ones are found here, later ones are told to the listener.
 */
public final class RecentEnds {

    /** Longer than it can take from looking at a credential to what it starts. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** Something that a credential has started. */
    public interface Started {

        Principal principal();

        /** How many revocations had been seen before the credential was looked up: those are known to be in it. */
        long asOf();

        /** Whether the credential has ended by itself. Nobody is told of that: it has to be asked for now and then. */
        default boolean hasExpired(Instant now) {
            var expiry = principal().credential().expiresAt();
            return expiry != null && !now.isBefore(expiry);
        }
    }

    /** @param number how many revocations this one and those before it are */
    private record Heard(Revocation revocation, long number, long at) {

        boolean isFresh() {
            return System.nanoTime() - at < FRESH.toNanos();
        }

        boolean ends(Started started) {
            return started.asOf() < number && started.principal().isCoveredBy(revocation);
        }
    }

    private final LongSupplier seen;
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private volatile long gap;

    /** @param seen the number of revocations and gaps so far; while one is being told of, its own number */
    public RecentEnds(LongSupplier seen) {
        this.seen = seen;
    }

    /** Takes note of a revocation that is being told of. Answers with what it ends, if it ends anything at all. */
    public Optional<Predicate<Started>> heard(Revocation revocation) {
        if (!revocation.ends()) {
            return Optional.empty();
        }
        var latest = new Heard(revocation, seen.getAsLong(), System.nanoTime());
        heard.removeIf(each -> !each.isFresh());
        heard.add(latest);
        return Optional.of(latest::ends);
    }

    /** Some revocations may have been missed: what was started before can no longer be relied on. */
    public void gap() {
        gap = seen.getAsLong();
    }

    /** Whether the credential of what has just been started was revoked after it was looked up. */
    public boolean hasEnded(Started started) {
        return heard.stream().filter(Heard::isFresh).anyMatch(each -> each.ends(started));
    }

    /** Whether a revocation of its credential may have been missed. */
    public boolean isUnsure(Started started) {
        return started.asOf() < gap;
    }
}
