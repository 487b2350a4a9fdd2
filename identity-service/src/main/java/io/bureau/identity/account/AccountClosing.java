package io.bureau.identity.account;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Accounts end, in the transaction at hand. */
@ApplicationScoped
public class AccountClosing {

    private final Accounts accounts;
    private final ExternalIdentities identities;
    private final AuditTrail audit;

    AccountClosing(Accounts accounts, ExternalIdentities identities, AuditTrail audit) {
        this.accounts = accounts;
        this.identities = identities;
        this.audit = audit;
    }

    /** Locks the account; fails with 400 if {@code confirm} is not its e-mail address. */
    public Uni<Void> begin(String user, String confirm) {
        return accounts.lock(user)
                .onItem()
                .ifNull()
                .failWith(Accounts::sessionEnded)
                .invoke(account -> {
                    if (!account.email.equals(confirm)) {
                        throw ApiException.invalid("confirm", "must be the e-mail address of your account");
                    }
                })
                .replaceWithVoid();
    }

    /** Nobody is known by it any more, and its row says of nobody. The caller has {@linkplain #begin begun} with it. */
    public Uni<Void> complete(String user, Actor actor, Instant at) {
        return identities
                .delete("account.id = ?1", user)
                .chain(() -> accounts.findById(user))
                .invoke(account -> account.delete(at))
                .chain(accounts::flush)
                .chain(() -> audit.record(null, actor, "user.delete", user, "", at));
    }
}
