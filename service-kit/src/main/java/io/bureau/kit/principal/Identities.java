package io.bureau.kit.principal;

import io.bureau.kit.token.VerifiedToken;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.security.Permission;

/** Security identities as Quarkus knows them, made from what we know. */
final class Identities {

    /** The attribute that holds {@link Verification.Valid#asOf}. */
    static final String AS_OF = "bureau.as-of";

    private Identities() {}

    /** Capabilities become permissions: {@code @PermissionsAllowed("desktop:read")} asks for the capability of that name. */
    static SecurityIdentity of(Verification.Valid valid, RoutingContext request) {
        var principal = valid.principal();
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(principal)
                .addAttribute(AS_OF, valid.asOf())
                .addPermissionChecker(
                        permission -> Uni.createFrom().item(holds(principal, capability(permission), request)))
                .build();
    }

    /** A calling service has its name as its only role, and no capability. */
    static SecurityIdentity of(VerifiedToken token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.issuer().id()))
                .addRole(token.issuer().id())
                .build();
    }

    private static boolean holds(Principal principal, String capability, RoutingContext request) {
        if (principal.holds(capability)) {
            UsedCapability.note(capability, request);
            return true;
        }
        new RefusedCapability(capability, principal.held()).on(request);
        return false;
    }

    /** Quarkus reads {@code desktop:read} as the permission {@code desktop} with the action {@code read}. */
    private static String capability(Permission permission) {
        return permission.getActions().isEmpty()
                ? permission.getName()
                : permission.getName() + ":" + permission.getActions();
    }
}
