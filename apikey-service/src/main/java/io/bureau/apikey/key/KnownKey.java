package io.bureau.apikey.key;

import io.bureau.kit.http.Cidr;
import io.bureau.kit.principal.Principal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/**
 * A key that was found in the store; whether it still opens anything is asked of it.
 *
 * @param endsAt when it ends by itself; {@code null} for never
 * @param allowedCidrs the networks it may be used from; empty for any
 * @param quarantinedCidrs the only networks that a key in quarantine still works from; {@code null} for a key that is not
 */
public record KnownKey(
        Principal principal, Instant revokedAt, Instant endsAt, List<Cidr> allowedCidrs, List<Cidr> quarantinedCidrs) {

    /** Neither revoked nor past its end. */
    public boolean isLiveAt(Instant now) {
        return revokedAt == null && (endsAt == null || now.isBefore(endsAt));
    }

    public boolean isQuarantined() {
        return quarantinedCidrs != null;
    }

    /** Whether it may be used from this address. */
    public boolean allows(String ip) {
        return (allowedCidrs.isEmpty() || holds(allowedCidrs, ip)) && (!isQuarantined() || holds(quarantinedCidrs, ip));
    }

    private static boolean holds(List<Cidr> networks, String ip) {
        try {
            var address = InetAddress.ofLiteral(ip);
            return networks.stream().anyMatch(network -> network.contains(address));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
