package io.bureau.kit.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How what is told of ended. */
public enum Outcome {
    SUCCESS,
    /** Somebody asked for what he may not do. */
    DENIED,
    /** It was tried and did not come about. */
    FAILED;

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
