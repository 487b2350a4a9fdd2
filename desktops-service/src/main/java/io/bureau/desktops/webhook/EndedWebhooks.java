package io.bureau.desktops.webhook;

import io.bureau.desktops.desktop.OrganisationEnding;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** An organisation's webhooks go with it, and with them what was sent or was to be. */
@ApplicationScoped
class EndedWebhooks implements OrganisationEnding {

    private final Webhooks webhooks;
    private final AuditTrail audit;

    EndedWebhooks(Webhooks webhooks, AuditTrail audit) {
        this.webhooks = webhooks;
        this.audit = audit;
    }

    @Override
    public Uni<Void> end(String organisation, Actor actor, Instant at) {
        return webhooks.lockAll(organisation)
                .call(() -> webhooks.delete("organisationId", organisation))
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(webhook ->
                        audit.record(organisation, actor, "webhook.delete", webhook.id, WebhookStore.host(webhook), at))
                .collect()
                .last();
    }
}
