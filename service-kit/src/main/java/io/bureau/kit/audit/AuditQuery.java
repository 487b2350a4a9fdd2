package io.bureau.kit.audit;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Which rows of an organisation's trail, newest first. All but organisation and limit may be {@code null}.
 *
 * @param limit at most this many
 * @param before only rows older than the one with this id
 * @param action an action such as {@code key.create}, or all of a kind such as {@code key}
 * @param actor a user, a key or a session
 * @param from inclusive
 * @param to exclusive
 */
public record AuditQuery(
        String organisation,
        int limit,
        String before,
        String action,
        String actor,
        String target,
        Instant from,
        Instant to) {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    /** @throws ApiException 400 that names the parameter which makes no sense */
    public static AuditQuery parse(
            String organisation,
            Integer limit,
            String before,
            String action,
            String actor,
            String target,
            String from,
            String to) {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw ApiException.invalid("limit", "must be 1 to " + MOST);
        }
        if (before != null && !Ids.isWellFormed("aud", before)) {
            throw ApiException.invalid("before", "must be the id of a row");
        }
        return new AuditQuery(
                organisation,
                limit == null ? USUAL : limit,
                before,
                action,
                actor,
                target,
                instant("from", from),
                instant("to", to));
    }

    /** The same question about what is older than {@code id}. */
    public AuditQuery olderThan(String id) {
        return new AuditQuery(organisation, limit, id, action, actor, target, from, to);
    }

    private static Instant instant(String field, String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw ApiException.invalid(field, "must be a time such as 2026-01-31T00:00:00Z");
        }
    }
}
