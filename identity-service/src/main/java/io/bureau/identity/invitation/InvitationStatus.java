package io.bureau.identity.invitation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of an invitation. */
enum InvitationStatus {
    OPEN,
    ACCEPTED,
    REVOKED,
    EXPIRED;

    @JsonValue
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
