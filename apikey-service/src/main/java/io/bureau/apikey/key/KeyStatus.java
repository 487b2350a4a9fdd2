package io.bureau.apikey.key;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of a key. */
enum KeyStatus {
    ACTIVE,
    /** It works beside its successor, until the overlap ends. */
    ROTATING,
    /** It works from few addresses only, for it was reported as leaked. */
    QUARANTINED,
    REVOKED,
    EXPIRED;

    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
