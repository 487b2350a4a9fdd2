package io.bureau.kit.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * What links a row to the one before it: SHA-256 over the previous hash and the row's fields, each as a netstring
 * ({@code <length in bytes>:<UTF-8 text>,}), an absent one as {@code -,}. The trigger in the store computes the same; here it
 * is computed again, by other code, to see whether a chain is whole.
 */
final class AuditHash {

    /** The hash before the first. */
    static final String NONE = "0".repeat(64);

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private AuditHash() {}

    static String of(AuditEntry entry) {
        var fields = new StringBuilder();
        append(fields, entry.organisation() == null ? "" : entry.organisation());
        append(fields, Long.toString(entry.sequence()));
        append(fields, entry.id());
        append(fields, text(entry.at()));
        append(fields, entry.actor());
        append(fields, entry.credential());
        append(fields, entry.action());
        append(fields, entry.target());
        append(fields, entry.outcome().id());
        append(fields, entry.detail());
        append(fields, entry.ip());
        append(fields, entry.userAgent());
        append(fields, entry.requestId());
        var digest = sha256();
        digest.update(HexFormat.of().parseHex(entry.previous()));
        return HexFormat.of().formatHex(digest.digest(fields.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void append(StringBuilder fields, String field) {
        if (field == null) {
            fields.append("-,");
        } else {
            fields.append(field.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(field)
                    .append(',');
        }
    }

    private static String text(Instant at) {
        return MICROSECONDS.format(at);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
