package io.bureau.identity.invitation;

import io.bureau.kit.error.ApiException;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class Invitations implements PanacheRepositoryBase<StoredInvitation, String> {

    /** The newest first. */
    Uni<List<StoredInvitation>> listOf(String organisation) {
        return list("organisationId = ?1 order by id desc", organisation);
    }

    /** Those by this inviter. */
    Uni<List<StoredInvitation>> listOf(String organisation, String inviter) {
        return list("organisationId = ?1 and createdBy = ?2 order by id", organisation, inviter);
    }

    /** The invitation of the organisation; fails with 404 if it has none of that id. */
    Uni<StoredInvitation> require(String id, String organisation) {
        return find("id = ?1 and organisationId = ?2", id, organisation)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound);
    }

    /** The invitation of this token, whatever has become of it; fails with 404 if there is none. */
    Uni<StoredInvitation> require(InvitationToken token) {
        return find("tokenHash", token.hash()).firstResult().onItem().ifNull().failWith(ApiException::notFound);
    }

    /**
     * The organisation of this token's invitation; fails with 404 if there is none. Reads no row into the session, for what
     * it says before the organisation is locked may not be so afterwards.
     */
    Uni<String> requireOrganisation(InvitationToken token) {
        return getSession()
                .chain(session -> session.createQuery(
                                "select organisationId from StoredInvitation where tokenHash = ?1", String.class)
                        .setParameter(1, token.hash())
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound);
    }
}
