package io.bureau.apikey.key;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A time in whole hours or days (UTC), of which usage is asked for.
 *
 * @param to not part of it
 */
record UsagePeriod(Instant from, Instant to, Bucket bucket) {

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration BY_DEFAULT = Duration.ofHours(24);

    enum Bucket {
        HOUR(ChronoUnit.HOURS),
        DAY(ChronoUnit.DAYS);

        private final ChronoUnit unit;

        Bucket(ChronoUnit unit) {
            this.unit = unit;
        }

        @JsonValue
        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        Instant startOf(Instant instant) {
            return instant.truncatedTo(unit);
        }
    }

    /**
     * The buckets that the time from {@code from} to {@code to} touches; by default those of the last 24 hours.
     *
     * @throws io.bureau.kit.error.ApiException 400 that names every parameter which is not valid
     */
    static UsagePeriod of(String from, String to, String bucket, Instant now) {
        var errors = new FieldErrors();
        var size = bucket(bucket, errors);
        var end = instant("to", to, now, errors);
        var start = instant("from", from, end.minus(BY_DEFAULT), errors);
        errors.throwIfAny();
        if (!start.isBefore(end)) {
            errors.add("from", "must be before to");
        } else if (start.isBefore(end.minus(LONGEST))) {
            errors.add("from", "must be at most 30 days before to");
        }
        errors.throwIfAny();
        var last = size.startOf(end.minusMillis(1));
        return new UsagePeriod(size.startOf(start), last.plus(1, size.unit), size);
    }

    /** Where each bucket begins. */
    List<Instant> buckets() {
        return Stream.iterate(from, start -> start.isBefore(to), start -> start.plus(1, bucket.unit))
                .toList();
    }

    Instant bucketOf(Instant instant) {
        return bucket.startOf(instant);
    }

    private static Bucket bucket(String id, FieldErrors errors) {
        if (id == null) {
            return Bucket.HOUR;
        }
        return Arrays.stream(Bucket.values())
                .filter(bucket -> bucket.id().equals(id))
                .findFirst()
                .orElseGet(() -> {
                    errors.add("bucket", "must be hour or day");
                    return Bucket.HOUR;
                });
    }

    private static Instant instant(String field, String text, Instant byDefault, FieldErrors errors) {
        if (text == null) {
            return byDefault;
        }
        try {
            var instant = Instant.parse(text);
            if (isInReach(instant)) {
                return instant;
            }
        } catch (DateTimeParseException notATime) {
            // Told below, as for a time that nobody could mean.
        }
        errors.add(field, "must be a time such as 2031-01-31T12:00:00Z");
        return byDefault;
    }

    /** What Postgres and every calendar can hold. */
    private static boolean isInReach(Instant instant) {
        return instant.isAfter(Instant.EPOCH) && instant.isBefore(Instant.parse("9999-01-01T00:00:00Z"));
    }
}
