package io.bureau.apikey.usage;

import java.time.Instant;

/** The last known use of a key, or of one of its capabilities. */
public record LastUse(Instant at, String ip) {}
