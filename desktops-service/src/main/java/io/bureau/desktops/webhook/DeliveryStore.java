package io.bureau.desktops.webhook;

import io.bureau.kit.audit.AuditTrail;
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

/** What was and is to be sent to an organisation's webhooks. */
@ApplicationScoped
class DeliveryStore {

    private static final String TEST = "webhook.test";

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final FanOut fanOut;
    private final AuditTrail audit;
    private final Clock clock;

    DeliveryStore(Webhooks webhooks, Deliveries deliveries, FanOut fanOut, AuditTrail audit, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.fanOut = fanOut;
        this.audit = audit;
        this.clock = clock;
    }

    /** Newest first. */
    @WithSession
    Uni<List<DeliveryView>> page(String webhook, String before, int limit, Principal principal) {
        return webhooks.findById(webhook)
                .invoke(found -> WebhookStore.own(found, principal))
                .chain(() -> deliveries.page(webhook, before, limit))
                .map(found -> found.stream().map(DeliveryView::of).toList());
    }

    /** Sends it as soon as may be, under the id that it has, and repeats it as if it were new. */
    @WithTransaction
    Uni<DeliveryView> resend(String webhook, String id, Principal principal) {
        var now = now();
        return enabled(webhook, principal)
                .chain(() -> deliveries.lock(id))
                .invoke(found -> {
                    if (found == null || !found.webhookId.equals(webhook)) {
                        throw ApiException.notFound();
                    }
                    found.repetitions = 0;
                    found.become(now);
                })
                .call(() -> audit.record(principal, "webhook.resend", webhook, "delivery=" + id, now))
                .map(DeliveryView::of);
    }

    /** Sends an event that tells of nothing, whatever types the webhook is told of. */
    @WithTransaction
    Uni<DeliveryView> test(String webhook, Principal principal) {
        var now = now();
        return enabled(webhook, principal)
                .map(found -> fanOut.delivery(found, TEST, now, "{\"id\":\"" + found.id + "\"}"))
                .call(deliveries::persistAndFlush)
                .call(delivery -> audit.record(principal, TEST, webhook, "delivery=" + delivery.id, now))
                .map(DeliveryView::of);
    }

    private Uni<StoredWebhook> enabled(String webhook, Principal principal) {
        return webhooks.lock(webhook).invoke(found -> {
            if (!WebhookStore.own(found, principal).enabled) {
                throw ApiException.conflict("The webhook is disabled; enable it first", "disabled");
            }
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
