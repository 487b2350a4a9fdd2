package io.bureau.identity.account;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ExternalIdentities implements PanacheRepositoryBase<ExternalIdentity, String> {

    /** The addresses that providers have verified to be the user's. */
    Uni<List<String>> addressesOf(String user) {
        return getSession()
                .chain(session -> session.createQuery(
                                "select email from ExternalIdentity where account.id = ?1 and email is not null",
                                String.class)
                        .setParameter(1, user)
                        .getResultList());
    }

    /** The id of the user who is known by this identity, {@code null} if there is none. Reads no row into the session. */
    Uni<String> findUser(ProvenIdentity proven) {
        return getSession()
                .chain(session -> session.createQuery(
                                "select account.id from ExternalIdentity"
                                        + " where provider = ?1 and issuer = ?2 and subject = ?3",
                                String.class)
                        .setParameter(1, proven.provider())
                        .setParameter(2, proven.issuer())
                        .setParameter(3, proven.subject())
                        .getSingleResultOrNull());
    }

    /** All of the user's, the one that was linked first is first. */
    Uni<List<ExternalIdentity>> listOf(String user) {
        return list("account.id = ?1 order by linkedAt, id", user);
    }
}
