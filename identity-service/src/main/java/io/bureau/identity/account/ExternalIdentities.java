package io.bureau.identity.account;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ExternalIdentities implements PanacheRepositoryBase<ExternalIdentity, String> {

    /** The user known by this subject of this issuer, {@code null} if there is none. */
    Uni<StoredAccount> findAccount(String issuer, String subject) {
        return find(
                        "from ExternalIdentity identity join fetch identity.account"
                                + " where identity.issuer = ?1 and identity.subject = ?2",
                        issuer,
                        subject)
                .firstResult()
                .map(identity -> identity == null ? null : identity.account);
    }
}
