package io.bureau.apikey.key;

import io.bureau.kit.principal.Principal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/**
 * A key that was found in the store; whether it still opens anything is asked of it.
 *
 * @param allowedCidrs empty for any address
 * @param quarantinedCidrs the networks to which it is confined since it leaked; {@code null} if it is not
 */
public record KnownKey(
        Principal principal,
        Instant revokedAt,
        Instant expiresAt,
        List<Cidr> allowedCidrs,
        List<Cidr> quarantinedCidrs) {

    /** Neither revoked nor expired. */
    public boolean isLiveAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** Whether it may be used from this address; where no networks are named, from any. */
    public boolean allows(String ip) {
        return (allowedCidrs.isEmpty() || contain(allowedCidrs, ip))
                && (quarantinedCidrs == null || contain(quarantinedCidrs, ip));
    }

    private static boolean contain(List<Cidr> cidrs, String ip) {
        try {
            var address = InetAddress.ofLiteral(ip);
            return cidrs.stream().anyMatch(cidr -> cidr.contains(address));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
