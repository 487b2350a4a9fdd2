package io.bureau.kit.principal;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** The principal of the request at hand, for methods that a security annotation guards. */
@ApplicationScoped
public class CurrentPrincipal {

    private final SecurityIdentity identity;

    CurrentPrincipal(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** How many revocations this replica had seen before the principal's credential was looked up. */
    public long asOf() {
        return identity.<Long>getAttribute(Identities.AS_OF);
    }

    /** @throws IllegalStateException if the request carries no key or session; its method was not guarded */
    public Principal get() {
        if (identity.getPrincipal() instanceof Principal principal) {
            return principal;
        }
        throw new IllegalStateException("no principal: the method lacks @Authenticated or @PermissionsAllowed");
    }
}
