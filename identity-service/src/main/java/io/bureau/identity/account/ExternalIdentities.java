package io.bureau.identity.account;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ExternalIdentities implements PanacheRepositoryBase<ExternalIdentity, String> {

    /** The user who is known by this identity, {@code null} if there is none. */
    Uni<StoredAccount> findAccount(ProvenIdentity proven) {
        return find(
                        "from ExternalIdentity identity join fetch identity.account"
                                + " where identity.provider = ?1 and identity.issuer = ?2 and identity.subject = ?3",
                        proven.provider(),
                        proven.issuer(),
                        proven.subject())
                .firstResult()
                .map(identity -> identity == null ? null : identity.account);
    }
}
