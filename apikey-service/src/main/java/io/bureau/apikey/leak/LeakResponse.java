package io.bureau.apikey.leak;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.bureau.kit.error.ApiException;
import java.util.Arrays;

/** What an organisation wants done with a key of its own that somebody reports as leaked. */
enum LeakResponse {
    /** It ends at once. */
    REVOKE,
    /** It goes on working from the networks it was last used from, and from nowhere else. */
    QUARANTINE;

    @JsonValue
    String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** @throws ApiException 400 if there is no such response */
    @JsonCreator
    static LeakResponse byId(String id) {
        return Arrays.stream(values())
                .filter(response -> response.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ApiException.invalid("response", "must be revoke or quarantine"));
    }
}
