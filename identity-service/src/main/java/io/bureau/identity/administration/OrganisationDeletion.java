package io.bureau.identity.administration;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.bureau.identity.administration.Dissolutions.Dissolved;
import io.bureau.identity.notice.Delivery;
import io.bureau.identity.notice.Notice;
import io.bureau.identity.organisation.Membership;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Organisations;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.Service;
import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Deletes organisations that have no desktops any more, on their owners' typed confirmation. */
@ApplicationScoped
class OrganisationDeletion {

    /**
     * That an organisation is gone everywhere, in the public API.
     *
     * @param replicas how many replicas have confirmed it
     * @param confirmedInMs milliseconds until the last of them did
     */
    record DeletionReceipt(String id, Instant deletedAt, int replicas, long confirmedInMs) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record DesktopCount(long total) {}

    private final Organisations organisations;
    private final Memberships memberships;
    private final Dissolutions dissolutions;
    private final InternalClients clients;
    private final ConfirmedRevocations revocations;
    private final Delivery delivery;
    private final Store store;
    private final Clock clock;

    OrganisationDeletion(
            Organisations organisations,
            Memberships memberships,
            Dissolutions dissolutions,
            InternalClients clients,
            ConfirmedRevocations revocations,
            Delivery delivery,
            Store store,
            Clock clock) {
        this.organisations = organisations;
        this.memberships = memberships;
        this.dissolutions = dissolutions;
        this.clients = clients;
        this.revocations = revocations;
        this.delivery = delivery;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Fails with 404 for strangers, with 403 for who is no owner, with 400 if {@code confirm} is not the organisation's exact
     * name, with 409 for a personal one and one that has desktops; with 503 if not all of it could be confirmed: it is deleted
     * all the same.
     */
    Uni<DeletionReceipt> delete(String id, String confirm, Principal principal) {
        return store.answer(Panache.withSession(() -> require(id, confirm, principal)))
                .chain(() -> requireNoDesktops(id))
                .chain(() -> store.answer(Panache.withTransaction(() -> organisations
                        .lock(id)
                        .chain(() -> require(id, confirm, principal))
                        .chain(name -> dissolutions.dissolve(id, name, Actor.of(principal), now())))))
                .chain(dissolved -> confirm(id, dissolved));
    }

    private Uni<String> require(String id, String confirm, Principal principal) {
        return memberships
                .require(principal.user(), id)
                .map(Membership::owning)
                .map(owner -> owner.organisation().name())
                .invoke(name -> {
                    if (!name.equals(confirm)) {
                        throw ApiException.invalid("confirm", "must be the exact name of the organisation");
                    }
                })
                .call(() -> organisations.personalOwner(id).invoke(personalOf -> {
                    if (personalOf != null) {
                        throw ApiException.conflict(
                                "A personal organisation goes with its owner's account only", "personal");
                    }
                }));
    }

    /** One that is created between this question and the end of the organisation ends with it. */
    private Uni<Void> requireNoDesktops(String id) {
        return clients.to(Service.DESKTOPS)
                .get("/internal/organisations/" + id + "/desktops", DesktopCount.class)
                .invoke(desktops -> {
                    if (desktops == null) {
                        throw ApiException.dependencyUnavailable(
                                "Whether it has desktops cannot be said; try again in a moment");
                    }
                    if (desktops.total() > 0) {
                        throw ApiException.conflict(
                                "The organisation still has desktops (" + desktops.total() + "); destroy them first",
                                "has_desktops");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<DeletionReceipt> confirm(String id, Dissolved dissolved) {
        return revocations
                .confirm(dissolved.revocation())
                .onFailure()
                .call(() -> deliver(dissolved).onFailure().recoverWithNull())
                .call(() -> deliver(dissolved))
                .map(receipt -> new DeletionReceipt(id, dissolved.at(), receipt.replicas(), receipt.confirmedInMs()));
    }

    private Uni<Void> deliver(Dissolved dissolved) {
        return Multi.createFrom()
                .iterable(dissolved.notices())
                .onItem()
                .transformToUniAndConcatenate(this::deliver)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<JsonNode> deliver(Notice notice) {
        return delivery.deliver(notice, JsonNode.class);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
