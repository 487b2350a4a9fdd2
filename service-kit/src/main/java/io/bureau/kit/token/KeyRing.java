package io.bureau.kit.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which of our keys signs and which are published, so that a rotation loses no request: a new key is published
 * first and signs only once every cached key set has had time to expire; a removed key stays published until the last
 * token it signed has died. A plain state machine; {@link SigningKeys} feeds it.
 */
final class KeyRing {

    private final Duration publishAhead;
    private final Duration keepAfter;
    private final Map<String, SigningKey> present = new LinkedHashMap<>();
    private final Map<String, Retired> retired = new LinkedHashMap<>();
    private String signing;

    private record Retired(SigningKey key, Instant since) {}

    /**
     * @param publishAhead how long a new key is published before it signs
     * @param keepAfter how long a removed key stays published
     */
    KeyRing(Duration publishAhead, Duration keepAfter) {
        this.publishAhead = publishAhead;
        this.keepAfter = keepAfter;
    }

    /** Takes in what lies on disk now. */
    synchronized void update(Collection<SigningKey> found, Instant now) {
        for (var known : new ArrayList<>(present.values())) {
            if (found.stream().noneMatch(key -> key.kid().equals(known.kid()))) {
                present.remove(known.kid());
                retired.put(known.kid(), new Retired(known, now));
            }
        }
        found.forEach(key -> present.put(key.kid(), key));
        retired.values().removeIf(gone -> !now.isBefore(gone.since().plus(keepAfter)));
        signing = choose(now);
    }

    /** The key that signs now, {@code null} if there is none. */
    synchronized SigningKey signing() {
        return signing == null ? null : present.get(signing);
    }

    /** Every key that a token still alive may have been signed with, or that is about to sign. */
    synchronized List<SigningKey> published() {
        var keys = new ArrayList<>(present.values());
        retired.values().forEach(gone -> keys.add(gone.key()));
        return keys;
    }

    /** The youngest key by name that has been published long enough; failing that the one in use, then the oldest. */
    private String choose(Instant now) {
        var byName = Comparator.comparing(SigningKey::kid);
        return present.values().stream()
                .filter(key -> !now.isBefore(key.writtenAt().plus(publishAhead)))
                .max(byName)
                .map(SigningKey::kid)
                .orElseGet(() -> signing != null && present.containsKey(signing)
                        ? signing
                        : present.values().stream()
                                .min(byName)
                                .map(SigningKey::kid)
                                .orElse(null));
    }
}
