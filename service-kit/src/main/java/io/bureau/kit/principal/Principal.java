package io.bureau.kit.principal;

import io.bureau.kit.ratelimit.Limit;
import io.bureau.kit.revocation.Revocation;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Who calls, as every service sees it: an organisation, the user behind the credential, and what the credential may do.
 *
 * @param organisation where it acts
 * @param user the user who signed in, or who created the key
 * @param role the user's role in the organisation: {@code owner}, {@code admin} or {@code member}
 * @param limit its own request limit, {@code null} for the policy's
 */
public record Principal(
        Credential credential,
        Organisation organisation,
        String user,
        String role,
        Set<Capability> capabilities,
        Limit limit)
        implements java.security.Principal {

    public enum Kind {
        KEY,
        SESSION
    }

    /**
     * @param id {@code key_…} or {@code ses_…}
     * @param name the key's name; {@code null} for a session
     * @param expiresAt when it ends by itself; {@code null} for never
     */
    public record Credential(Kind kind, String id, String name, Instant expiresAt) {}

    /** @param uuid the form in which {@code /orgs/{org_uuid}} names it */
    public record Organisation(String id, String uuid, String name) {}

    public Principal {
        capabilities = Set.copyOf(capabilities);
    }

    @Override
    public String getName() {
        return credential.id();
    }

    public boolean isKey() {
        return credential.kind() == Kind.KEY;
    }

    /** Whether the user runs the organisation, as its owner or an admin. */
    public boolean administers() {
        return role.equals("owner") || role.equals("admin");
    }

    public boolean holds(String capability) {
        return capabilities.stream().anyMatch(held -> held.id().equals(capability));
    }

    /** Whether this revocation is about this principal. */
    public boolean isCoveredBy(Revocation revocation) {
        return switch (revocation.subject()) {
            case KEY -> isKey() && revocation.id().equals(credential.id());
            case SESSION -> !isKey() && revocation.id().equals(credential.id());
            case USER -> revocation.id().equals(user);
            case ORGANISATION -> revocation.id().equals(organisation.id());
            case MEMBER ->
                revocation
                        .id()
                        .equals(Revocation.ofMember(organisation.id(), user).id());
        };
    }

    /** The capabilities by name, sorted. */
    public List<String> held() {
        return capabilities.stream().map(Capability::id).sorted().toList();
    }
}
