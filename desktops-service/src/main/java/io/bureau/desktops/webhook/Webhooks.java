package io.bureau.desktops.webhook;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class Webhooks implements PanacheRepositoryBase<StoredWebhook, String> {

    /** The webhook, its row locked until the transaction ends; {@code null} if there is none. */
    Uni<StoredWebhook> lock(String id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** All of an organisation's, their rows locked until the transaction ends. */
    Uni<List<StoredWebhook>> lockAll(String organisation) {
        return find("organisationId", Sort.by("id"), organisation)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<StoredWebhook>> of(String organisation) {
        return list("organisationId", Sort.by("id"), organisation);
    }

    Uni<Long> countOf(String organisation) {
        return count("organisationId", organisation);
    }

    Uni<List<StoredWebhook>> enabledOf(Collection<String> organisations) {
        return list("organisationId in ?1 and enabled = true", organisations);
    }
}
