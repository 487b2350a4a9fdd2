package io.bureau.identity.organisation;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;

/** A user's place in an organisation. */
public record Membership(Principal.Organisation organisation, String user, Role role) {

    /** @throws ApiException 403 unless this member may administer the organisation */
    public Membership administering() {
        if (!role.administers()) {
            throw ApiException.forbidden("Only owners and admins of the organisation may do this");
        }
        return this;
    }

    /** @throws ApiException 403 unless this member owns the organisation */
    public Membership owning() {
        if (role != Role.OWNER) {
            throw ApiException.forbidden("Only owners of the organisation may do this");
        }
        return this;
    }

    /** @throws ApiException 403 unless this member may give and take that role */
    public Membership disposingOf(Role other) {
        administering();
        if (!role.disposesOf(other)) {
            throw ApiException.forbidden("Only owners make, change or remove owners");
        }
        return this;
    }
}
