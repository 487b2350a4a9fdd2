package io.bureau.local.standin;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Random strings handed out, what each stands for, and until when. */
final class Issued<T> {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String prefix;
    private final Duration lifetime;
    private final Clock clock;
    private final Map<String, Entry<T>> entries = new ConcurrentHashMap<>();

    private record Entry<T>(T value, Instant until) {}

    Issued(String prefix, Duration lifetime, Clock clock) {
        this.prefix = prefix;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    String issue(T value) {
        var now = clock.instant();
        entries.values().removeIf(entry -> !now.isBefore(entry.until()));
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var text = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        entries.put(text, new Entry<>(value, now.plus(lifetime)));
        return text;
    }

    /** What {@code text} stands for, and for good: a second taker gets nothing. */
    Optional<T> take(String text) {
        return text == null ? Optional.empty() : alive(entries.remove(text));
    }

    Optional<T> find(String text) {
        return text == null ? Optional.empty() : alive(entries.get(text));
    }

    private Optional<T> alive(Entry<T> entry) {
        return Optional.ofNullable(entry)
                .filter(found -> clock.instant().isBefore(found.until()))
                .map(Entry::value);
    }
}
