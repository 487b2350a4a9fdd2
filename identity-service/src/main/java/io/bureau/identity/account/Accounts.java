package io.bureau.identity.account;

import io.bureau.identity.organisation.Membership;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Organisations;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Users by the identities that prove them. */
@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<StoredAccount, String> {

    /** A user who has signed in, and where he is at home. */
    public record Resident(String user, Membership home) {}

    private final ExternalIdentities identities;
    private final Organisations organisations;
    private final Memberships memberships;
    private final AuditTrail audit;

    Accounts(ExternalIdentities identities, Organisations organisations, Memberships memberships, AuditTrail audit) {
        this.identities = identities;
        this.organisations = organisations;
        this.memberships = memberships;
        this.audit = audit;
    }

    /**
     * The user whose identity this is; the first time, a new one with a personal organisation. Joins the transaction at
     * hand, which fails if another one is making the same user: repeating it finds that user.
     */
    public Uni<Resident> admit(ProvenIdentity identity, Instant at) {
        return identities
                .findAccount(identity)
                .chain(known -> known == null ? create(identity, at) : welcomeBack(known, identity, at));
    }

    private Uni<Resident> create(ProvenIdentity identity, Instant at) {
        var account = new StoredAccount();
        account.id = Ids.next("usr");
        account.createdAt = at;
        account.describedBy(identity);
        return persist(account)
                .chain(() -> identities.persist(link(account, identity, at)))
                .chain(() -> identities.flush())
                .chain(() -> organisations.create(account.id, identity.displayName(), at))
                .call(home -> audit.record(
                        home.organisation().id(),
                        Actor.ofUser(account.id),
                        "user.create",
                        account.id,
                        "provider=" + identity.provider(),
                        at))
                .map(home -> new Resident(account.id, home));
    }

    private Uni<Resident> welcomeBack(StoredAccount account, ProvenIdentity identity, Instant at) {
        account.describedBy(identity);
        return memberships
                .home(account.id)
                .chain(home -> home == null
                        ? organisations.create(account.id, identity.displayName(), at)
                        : Uni.createFrom().item(home))
                .map(home -> new Resident(account.id, home));
    }

    private static ExternalIdentity link(StoredAccount account, ProvenIdentity identity, Instant at) {
        var link = new ExternalIdentity();
        link.id = Ids.next("idn");
        link.account = account;
        link.provider = identity.provider();
        link.issuer = identity.issuer();
        link.subject = identity.subject();
        link.linkedAt = at;
        return link;
    }
}
