package io.bureau.desktops.webhook;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Who sends which delivery. A claim is a lease in the row: what a replica has claimed and not settled when it dies is sent
 * by another one as soon as the lease has run out, under the same id.
 */
@ApplicationScoped
class DeliveryClaims {

    private static final Logger LOG = Logger.getLogger(DeliveryClaims.class);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Signatures signatures;
    private final Repetitions repetitions;
    private final AuditTrail audit;
    private final WebhooksConfig config;
    private final Clock clock;

    DeliveryClaims(
            Webhooks webhooks,
            Deliveries deliveries,
            Signatures signatures,
            Repetitions repetitions,
            AuditTrail audit,
            WebhooksConfig config,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.signatures = signatures;
        this.repetitions = repetitions;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** What is due and nobody is at, so much at most, ready to be sent. */
    @WithTransaction
    Uni<List<Envelope>> claim(int most) {
        var now = clock.instant();
        var lease = Ids.next("lse");
        return deliveries
                .lease(lease, now, now.plus(config.lease()), config.attemptsPerWebhook(), most)
                .chain(() -> deliveries.leased(lease))
                .chain(claimed -> webhooksOf(claimed)
                        .map(known -> claimed.stream()
                                .map(delivery -> envelope(known.get(delivery.webhookId), delivery, now))
                                .filter(Objects::nonNull)
                                .toList()));
    }

    private Uni<Map<String, StoredWebhook>> webhooksOf(List<StoredDelivery> claimed) {
        var ids = claimed.stream().map(delivery -> delivery.webhookId).collect(Collectors.toSet());
        return webhooks.list("id in ?1", ids)
                .map(found -> found.stream().collect(Collectors.toMap(webhook -> webhook.id, webhook -> webhook)));
    }

    /** {@code null} for one that cannot be signed: it stays claimed for a while, and holds up nobody else's. */
    private Envelope envelope(StoredWebhook webhook, StoredDelivery delivery, Instant now) {
        if (webhook == null) {
            return null;
        }
        try {
            var signature = signatures.of(webhook, delivery.id, delivery.body, now);
            return new Envelope(delivery.id, webhook.id, delivery.lease, webhook.url, now, signature, delivery.body);
        } catch (IllegalStateException sealedOtherwise) {
            LOG.errorf(
                    "webhook not signed, is its key another? webhook=%s why=%s",
                    webhook.id, sealedOtherwise.getMessage());
            return null;
        }
    }

    /** Writes down what came of an attempt, and ends its claim; nothing if that is no longer held. */
    @WithTransaction
    Uni<Void> settle(Envelope envelope, Attempt attempt) {
        return webhooks.lock(envelope.webhook())
                .chain(webhook -> webhook == null
                        ? Uni.createFrom().voidItem()
                        : deliveries
                                .lock(envelope.id())
                                .chain(delivery ->
                                        delivery == null || !envelope.lease().equals(delivery.lease)
                                                ? Uni.createFrom().voidItem()
                                                : settle(webhook, delivery, attempt)));
    }

    private Uni<Void> settle(StoredWebhook webhook, StoredDelivery delivery, Attempt attempt) {
        var now = clock.instant();
        delivery.write(attempt, now);
        if (attempt.isAccepted()) {
            delivery.become(StoredDelivery.Status.DELIVERED);
            webhook.failingSince = null;
            return Uni.createFrom().voidItem();
        }
        LOG.infof(
                "webhook not accepted webhook=%s delivery=%s attempt=%d status=%s why=%s",
                webhook.id, delivery.id, delivery.attempts, attempt.status(), attempt.error());
        repetitions
                .next(delivery.repetitions, attempt.retryAfter())
                .ifPresentOrElse(
                        wait -> {
                            delivery.repetitions++;
                            delivery.become(now.plus(wait));
                        },
                        () -> delivery.become(StoredDelivery.Status.FAILED));
        webhook.failingSince = webhook.failingSince == null ? now : webhook.failingSince;
        return attempt.isGone()
                ? disable(webhook, delivery, "Its receiver answered 410 Gone", now)
                : disableIfHopeless(webhook, delivery, now);
    }

    private Uni<Void> disableIfHopeless(StoredWebhook webhook, StoredDelivery delivery, Instant now) {
        return now.isBefore(webhook.failingSince.plus(config.disableAfter()))
                ? Uni.createFrom().voidItem()
                : disable(webhook, delivery, "Nothing was accepted since " + webhook.failingSince, now);
    }

    private Uni<Void> disable(StoredWebhook webhook, StoredDelivery last, String reason, Instant now) {
        LOG.warnf("webhook disabled webhook=%s organisation=%s why=%s", webhook.id, webhook.organisationId, reason);
        webhook.disable(reason, now);
        last.become(StoredDelivery.Status.FAILED);
        return deliveries
                .flush()
                .chain(() -> deliveries.giveUp(webhook.id, "the webhook was disabled"))
                .chain(() -> audit.record(
                        webhook.organisationId,
                        Actor.system(),
                        "webhook.disabled",
                        webhook.id,
                        WebhookStore.host(webhook) + " why=" + reason,
                        now));
    }
}
