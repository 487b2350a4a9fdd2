package io.bureau.kit.principal;

import java.time.Instant;

/**
 * One use of a key, as the service that served it saw it.
 *
 * @param keyId {@code key_…}
 * @param at when the request came
 * @param ip where it came from
 * @param capability what the route asked for and the key holds; {@code null} if the route asked for none, or for more
 * @param status of the answer
 */
public record KeyUse(String keyId, Instant at, String ip, String capability, int status) {}
