package io.bureau.identity.administration;

import io.bureau.identity.account.Accounts;
import io.bureau.identity.organisation.DisplayName;
import io.bureau.identity.organisation.Membership;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.OrganisationRecord;
import io.bureau.identity.organisation.Organisations;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Organisations as their members see and change them, each change in one transaction with the audit row that tells of it. */
@ApplicationScoped
class OrganisationStore {

    private final Accounts accounts;
    private final Organisations organisations;
    private final Memberships memberships;
    private final RevocationOutbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    OrganisationStore(
            Accounts accounts,
            Organisations organisations,
            Memberships memberships,
            RevocationOutbox outbox,
            AuditTrail audit,
            Clock clock) {
        this.accounts = accounts;
        this.organisations = organisations;
        this.memberships = memberships;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those the user belongs to, his own first. */
    @WithSession
    Uni<List<OrganisationRecord>> list(String user) {
        return organisations.recordsOf(user);
    }

    /** Fails with 404 unless the user belongs to it. */
    @WithSession
    Uni<OrganisationRecord> find(String user, String id) {
        return organisations.recordOf(user, id);
    }

    /** @param name a {@linkplain DisplayName#valid valid} one */
    @WithTransaction
    Uni<OrganisationRecord> create(Principal founder, String name) {
        return accounts.hold(founder.user())
                .chain(() -> organisations.create(Actor.of(founder), founder.user(), name, now()))
                .chain(made -> organisations.recordOf(
                        founder.user(), made.organisation().id()));
    }

    /** Fails with 404 unless the principal belongs to it, with 403 unless he may administer it. */
    @WithTransaction
    Uni<OrganisationRecord> rename(Principal principal, String id, String name) {
        return organisations
                .lock(id)
                .chain(() -> memberships.require(principal.user(), id))
                .invoke(Membership::administering)
                .chain(() -> organisations.rename(id, name))
                .call(renamed ->
                        renamed ? tell(principal, id, name) : Uni.createFrom().voidItem())
                .chain(() -> organisations.recordOf(principal.user(), id));
    }

    /** Nobody waits for the replicas to learn the name: the outbox tells them. */
    private Uni<Void> tell(Principal principal, String id, String name) {
        var now = now();
        return outbox.add(Revocation.ofOrganisation(id).refreshing(), now)
                .chain(() -> audit.record(id, Actor.of(principal), "organisation.rename", id, "name=" + name, now));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
