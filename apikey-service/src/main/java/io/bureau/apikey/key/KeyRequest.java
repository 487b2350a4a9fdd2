package io.bureau.apikey.key;

import java.util.List;

/**
 * A wish for a new key as it came over the wire, of which nothing is known but its types.
 *
 * @see NewKey
 */
record KeyRequest(
        String name, List<String> capabilities, String expiresAt, List<String> allowedCidrs, RequestedLimit limit) {

    record RequestedLimit(Integer requests, Integer windowSeconds) {}
}
