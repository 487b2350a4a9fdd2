package io.bureau.identity.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.bureau.identity.account.AccountClosing;
import io.bureau.identity.notice.Delivery;
import io.bureau.identity.notice.Notice;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Organisations;
import io.bureau.identity.session.Farewell;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.store.Store;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Deletes accounts: what identity-service owns in one transaction, what others own by notices that it leaves. */
@ApplicationScoped
class AccountDeletion {

    /**
     * That an account is gone everywhere, in the public API.
     *
     * @param replicas how many replicas have confirmed it
     * @param confirmedInMs milliseconds until the last of them did
     */
    record DeletionReceipt(String id, Instant deletedAt, int replicas, long confirmedInMs) {}

    /** What is committed, and to be confirmed and delivered. */
    record Deleted(String user, Instant at, List<Revocation> revocations, List<Notice> notices) {}

    private final AccountClosing accounts;
    private final Memberships memberships;
    private final Organisations organisations;
    private final Belongings belongings;
    private final Farewell sessions;
    private final RevocationOutbox outbox;
    private final ConfirmedRevocations revocations;
    private final Delivery delivery;
    private final Store store;
    private final Clock clock;

    AccountDeletion(
            AccountClosing accounts,
            Memberships memberships,
            Organisations organisations,
            Belongings belongings,
            Farewell sessions,
            RevocationOutbox outbox,
            ConfirmedRevocations revocations,
            Delivery delivery,
            Store store,
            Clock clock) {
        this.accounts = accounts;
        this.memberships = memberships;
        this.organisations = organisations;
        this.belongings = belongings;
        this.sessions = sessions;
        this.outbox = outbox;
        this.revocations = revocations;
        this.delivery = delivery;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Deletes the principal's account, the organisations that are his alone, and his membership in the others. Fails with 400
     * if {@code confirm} is not his e-mail address, with 409 if an organisation would be left without an owner.
     */
    Uni<Deleted> delete(String confirm, Principal principal) {
        return store.answer(Panache.withTransaction(() -> accounts.begin(principal.user(), confirm)
                .chain(() -> memberships.allOf(principal.user()))
                .call(all -> lock(all.stream().map(each -> each.organisation().id())))
                .chain(all -> belongings.judge(all))
                .chain(judged -> delete(judged, principal))));
    }

    /** Fails with 503 if not all of it could be confirmed: it is done all the same, and confirmed in the background. */
    Uni<DeletionReceipt> confirm(Deleted deleted) {
        return revocations
                .confirm(deleted.revocations())
                .onFailure()
                .call(() -> deliver(deleted).onFailure().recoverWithNull())
                .call(() -> deliver(deleted))
                .map(receipt ->
                        new DeletionReceipt(deleted.user(), deleted.at(), receipt.replicas(), receipt.confirmedInMs()));
    }

    private Uni<Deleted> delete(List<Belonging> judged, Principal principal) {
        var user = principal.user();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var actor = Actor.of(principal);
        var revoked = Revocation.ofUser(user);
        return sessions.endAll(user, now)
                .chain(() -> outbox.add(revoked, now))
                .chain(() -> belongings.give(judged, actor, now))
                .call(() -> accounts.complete(user, actor, now))
                .map(given -> new Deleted(
                        user,
                        now,
                        Stream.concat(Stream.of(revoked), given.revocations().stream())
                                .toList(),
                        given.notices()));
    }

    private Uni<Void> lock(Stream<String> ids) {
        return Multi.createFrom()
                .items(ids)
                .onItem()
                .transformToUniAndConcatenate(organisations::lock)
                .collect()
                .last();
    }

    private Uni<Void> deliver(Deleted deleted) {
        return Multi.createFrom()
                .iterable(deleted.notices())
                .onItem()
                .transformToUniAndConcatenate(notice -> delivery.deliver(notice, JsonNode.class))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
