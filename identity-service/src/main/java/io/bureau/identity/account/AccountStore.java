package io.bureau.identity.account;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.audit.Outcome;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The changes of users to their own accounts, each in one transaction with the audit row that tells of it. */
@ApplicationScoped
public class AccountStore {

    /** A user and the ways in which he can sign in. */
    public record Account(Profile.User user, List<LinkedIdentity> identities) {}

    private final Accounts accounts;
    private final ExternalIdentities identities;
    private final AuditTrail audit;
    private final Clock clock;

    AccountStore(Accounts accounts, ExternalIdentities identities, AuditTrail audit, Clock clock) {
        this.accounts = accounts;
        this.identities = identities;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    public Uni<Account> find(String user) {
        return accounts.findById(user)
                .chain(account -> identities
                        .listOf(user)
                        .map(all -> new Account(
                                account.toUser(),
                                all.stream().map(LinkedIdentity::of).toList())));
    }

    /** From now on this is his name, whatever a provider says. */
    @WithTransaction
    public Uni<Void> rename(Principal principal, String name) {
        return lock(principal)
                .invoke(account -> account.chooseName(name))
                .call(accounts::flush)
                .chain(account -> audit.record(principal, "user.rename", account.id, "name=" + name, now()));
    }

    /**
     * One more identity by which the principal is known from now on.
     *
     * @return {@code false} if it is somebody else's; fails if another transaction is linking it: repeating it tells whose it is
     */
    @WithTransaction
    public Uni<Boolean> link(ProvenIdentity identity, Principal principal) {
        return lock(principal)
                .chain(account -> identities.findUser(identity).chain(user -> {
                    if (user == null) {
                        return link(identity, account, principal).replaceWith(true);
                    }
                    return user.equals(account.id)
                            ? Uni.createFrom().item(true)
                            : refuse(identity, principal).replaceWith(false);
                }));
    }

    /** He is known by it no more; fails with 404 if it is not his, with 409 if it is the last. */
    @WithTransaction
    public Uni<Void> unlink(String id, Principal principal) {
        return lock(principal)
                .chain(account -> identities.listOf(account.id).chain(all -> unlink(id, all, account, principal)));
    }

    private Uni<Void> unlink(String id, List<ExternalIdentity> all, StoredAccount account, Principal principal) {
        var unlinked = all.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow(ApiException::notFound);
        var left = all.stream().filter(one -> one != unlinked).toList();
        if (left.isEmpty()) {
            throw ApiException.conflict("This is your only way to sign in; link another one first", "last_identity");
        }
        if (left.getFirst().email != null) {
            account.email = left.getFirst().email;
        }
        return identities
                .delete(unlinked)
                .chain(identities::flush)
                .chain(() ->
                        audit.record(principal, "identity.unlink", account.id, "provider=" + unlinked.provider, now()));
    }

    private Uni<Void> link(ProvenIdentity identity, StoredAccount account, Principal principal) {
        return identities
                .persistAndFlush(ExternalIdentity.of(identity, account, now()))
                .chain(() ->
                        audit.record(principal, "identity.link", account.id, "provider=" + identity.provider(), now()));
    }

    private Uni<Void> refuse(ProvenIdentity identity, Principal principal) {
        return audit.record(
                principal.organisation().id(),
                Actor.of(principal),
                "identity.link",
                principal.user(),
                Outcome.DENIED,
                "why=identity_taken provider=" + identity.provider(),
                now());
    }

    private Uni<StoredAccount> lock(Principal principal) {
        return accounts.lock(principal.user()).onItem().ifNull().failWith(Accounts::sessionEnded);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
