package io.bureau.identity.account;

import io.bureau.identity.organisation.Membership;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Organisations;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

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
                .findUser(identity)
                .chain(user -> user == null ? Uni.createFrom().nullItem() : lock(user))
                .chain(account -> account == null ? create(identity, at) : welcomeBack(account, identity, at));
    }

    /** The account, locked to the end of the transaction; {@code null} if it has been deleted. */
    Uni<StoredAccount> lock(String user) {
        return live(user, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Keeps the account from being deleted to the end of the transaction; fails with 401 if it has been, for then its sessions
     * have ended, too.
     */
    public Uni<Void> hold(String user) {
        return live(user, LockModeType.PESSIMISTIC_READ)
                .onItem()
                .ifNull()
                .failWith(Accounts::sessionEnded)
                .replaceWithVoid();
    }

    /** What the sessions of a deleted account are answered. */
    static ApiException sessionEnded() {
        return ApiException.unauthorized("Your session has ended", true);
    }

    private Uni<StoredAccount> live(String user, LockModeType lock) {
        return find("id = ?1 and deletedAt is null", user).withLock(lock).firstResult();
    }

    private Uni<Resident> create(ProvenIdentity identity, Instant at) {
        var account = new StoredAccount();
        account.id = Ids.next("usr");
        account.createdAt = at;
        account.describedBy(identity);
        return persist(account)
                .chain(() -> identities.persist(ExternalIdentity.of(identity, account, at)))
                .chain(() -> identities.flush())
                .chain(() -> organisations.createPersonal(account.id, identity.displayName(), at))
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
        return identities
                .listOf(account.id)
                .invoke(all -> describe(account, all, identity, at))
                .chain(() -> memberships.home(account.id))
                .chain(home -> home == null
                        ? organisations.createPersonal(account.id, identity.displayName(), at)
                        : Uni.createFrom().item(home))
                .map(home -> new Resident(account.id, home));
    }

    /** The identity that was linked first speaks for the account; the others for themselves alone. */
    private static void describe(
            StoredAccount account, List<ExternalIdentity> all, ProvenIdentity identity, Instant at) {
        if (all.getFirst().is(identity)) {
            account.describedBy(identity);
        }
        all.stream().filter(one -> one.is(identity)).forEach(one -> one.usedAt(at, identity.email()));
    }
}
