package io.bureau.apikey.key;

import io.bureau.apikey.usage.KeyUsage;
import io.bureau.apikey.usage.LastUse;
import io.bureau.kit.ratelimit.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A key in the public API.
 *
 * @param owner who answers for it
 * @param limit {@code null} if the policy's holds
 * @param predecessor the key that it replaces
 * @param successor the key that replaces it, {@code endsAt} from when on alone
 * @param quarantinedCidrs the only networks it still works from; {@code null} unless it is in quarantine
 * @param capabilityLastUsed by capability; one of which no use is known is absent
 * @param unusedCapabilities those it holds without having used them for 30 days
 */
record KeyView(
        String id,
        String name,
        String preview,
        List<String> capabilities,
        Instant createdAt,
        Person createdBy,
        Person owner,
        Instant expiresAt,
        RequestLimit limit,
        List<String> allowedCidrs,
        Instant lastUsedAt,
        String lastUsedIp,
        KeyStatus status,
        String predecessor,
        String successor,
        Instant endsAt,
        List<String> quarantinedCidrs,
        Instant revokedAt,
        String revokedReason,
        Person revokedBy,
        Map<String, LastUse> capabilityLastUsed,
        List<String> unusedCapabilities,
        KeyUsage.Recent recent) {

    private static final Duration UNUSED = Duration.ofDays(30);

    /** @param name {@code null} if identity-service could not say */
    record Person(String id, String name) {

        static Person of(String id, Map<String, String> names) {
            return id == null ? null : new Person(id, names.get(id));
        }
    }

    record RequestLimit(int requests, long windowSeconds) {

        static RequestLimit of(Limit limit) {
            return limit == null
                    ? null
                    : new RequestLimit(limit.requests(), limit.window().toSeconds());
        }
    }

    /**
     * @param names of people, as many as are known
     * @param successor {@code null} if it has none
     */
    static KeyView of(KeyRecord key, String successor, Map<String, String> names, KeyUsage usage, Instant now) {
        var end = key.endAt(now);
        var last = usage.last();
        return new KeyView(
                key.id(),
                key.name(),
                key.preview(),
                key.capabilities(),
                key.createdAt(),
                Person.of(key.createdBy(), names),
                Person.of(key.owner(), names),
                key.expiresAt(),
                RequestLimit.of(key.limit()),
                key.allowedCidrs(),
                last == null ? null : last.at(),
                last == null ? null : last.ip(),
                key.statusAt(now),
                key.predecessor(),
                successor,
                key.endsAt(),
                key.quarantinedCidrs(),
                end == null ? null : end.at(),
                end == null ? null : end.reason(),
                end == null ? null : Person.of(end.by(), names),
                usage.byCapability(),
                unused(key, usage, now),
                usage.recent());
    }

    /** A dead key holds nothing that could be given up, and a young one had no chance. */
    private static List<String> unused(KeyRecord key, KeyUsage usage, Instant now) {
        var since = now.minus(UNUSED);
        if (key.createdAt().isAfter(since) || !key.isLiveAt(now)) {
            return List.of();
        }
        return key.capabilities().stream()
                .filter(capability -> {
                    var use = usage.byCapability().get(capability);
                    return use == null || use.at().isBefore(since);
                })
                .toList();
    }
}
