package io.bureau.desktops.webhook;

import io.bureau.desktops.desktop.EndedOrganisations;
import io.bureau.desktops.desktop.OrganisationLock;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The webhooks of organisations. Every change is audited in its transaction; another's webhook is answered 404. */
@ApplicationScoped
class WebhookStore {

    static final String BY_HAND = "It was disabled by hand";

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final EndedOrganisations ended;
    private final Signatures signatures;
    private final AuditTrail audit;
    private final WebhooksConfig config;
    private final Clock clock;

    WebhookStore(
            Webhooks webhooks,
            Deliveries deliveries,
            EndedOrganisations ended,
            Signatures signatures,
            AuditTrail audit,
            WebhooksConfig config,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.ended = ended;
        this.signatures = signatures;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    @WithSession
    Uni<List<WebhookView>> list(Principal principal) {
        return webhooks.of(principal.organisation().id())
                .map(found ->
                        found.stream().map(one -> one.toView(clock.instant())).toList());
    }

    @WithSession
    Uni<WebhookView> find(String id, Principal principal) {
        return webhooks.findById(id).map(found -> own(found, principal).toView(clock.instant()));
    }

    /** Fails with 409 {@code LIMIT_REACHED} if the organisation has as many as it may. */
    @WithTransaction
    Uni<WebhookView> create(WebhookRequest wanted, SigningSecret secret, Principal principal) {
        var now = now();
        var webhook = new StoredWebhook();
        webhook.id = Ids.next("whk");
        webhook.organisationId = principal.organisation().id();
        webhook.createdBy = principal.user();
        webhook.createdAt = now;
        webhook.url = wanted.url();
        webhook.description = wanted.descriptionOrNone();
        webhook.events = wanted.events() == null ? "" : String.join(",", wanted.events());
        webhook.secret = signatures.seal(secret, webhook.id);
        webhook.enable(now);
        if (Boolean.FALSE.equals(wanted.enabled())) {
            webhook.disable(BY_HAND, now);
        }
        return ended.hold(webhook.organisationId)
                .chain(() -> OrganisationLock.WEBHOOKS.take(webhook.organisationId))
                .chain(() -> webhooks.countOf(webhook.organisationId))
                .invoke(this::checkRoom)
                .chain(() -> webhooks.persistAndFlush(webhook))
                .chain(() -> audit.record(principal, "webhook.create", webhook.id, host(webhook), now))
                .map(_ -> webhook.toView(now));
    }

    @WithTransaction
    Uni<WebhookView> amend(String id, WebhookRequest wanted, Principal principal) {
        var now = now();
        return webhooks.lock(id)
                .map(found -> own(found, principal))
                .call(webhook -> amend(webhook, wanted, now))
                .call(webhook ->
                        audit.record(principal, "webhook.update", id, host(webhook) + " changed=" + names(wanted), now))
                .map(webhook -> webhook.toView(now));
    }

    private Uni<?> amend(StoredWebhook webhook, WebhookRequest wanted, Instant now) {
        webhook.url = wanted.url() == null ? webhook.url : wanted.url();
        webhook.description = wanted.description() == null ? webhook.description : wanted.description();
        webhook.events = wanted.events() == null ? webhook.events : String.join(",", wanted.events());
        if (wanted.enabled() == null || wanted.enabled() == webhook.enabled) {
            return Uni.createFrom().voidItem();
        }
        if (wanted.enabled()) {
            webhook.enable(now);
            return Uni.createFrom().voidItem();
        }
        webhook.disable(BY_HAND, now);
        return deliveries.giveUp(webhook.id, "the webhook was disabled");
    }

    /** Signs with {@code secret} from now on, and for so long with the one before, too. */
    @WithTransaction
    Uni<WebhookView> rotate(String id, SigningSecret secret, Duration overlap, Principal principal) {
        var now = now();
        return webhooks.lock(id)
                .map(found -> own(found, principal))
                .invoke(webhook -> {
                    webhook.previousSecret = overlap.isZero() ? null : webhook.secret;
                    webhook.previousUntil = overlap.isZero() ? null : now.plus(overlap);
                    webhook.secret = signatures.seal(secret, id);
                })
                .call(() -> audit.record(principal, "webhook.rotate", id, "overlapSeconds=" + overlap.toSeconds(), now))
                .map(webhook -> webhook.toView(now));
    }

    /** Its deliveries go with it. */
    @WithTransaction
    Uni<Void> delete(String id, Principal principal) {
        var now = now();
        return webhooks.lock(id)
                .map(found -> own(found, principal))
                .call(webhooks::delete)
                .call(() -> webhooks.flush())
                .chain(webhook -> audit.record(principal, "webhook.delete", id, host(webhook), now));
    }

    /** @throws ApiException 404 for none, and for another's */
    static StoredWebhook own(StoredWebhook found, Principal principal) {
        if (found == null || !found.belongsTo(principal)) {
            throw ApiException.notFound();
        }
        return found;
    }

    /** Of a URL only this is told: what follows may be a secret of its own. */
    static String host(StoredWebhook webhook) {
        return "host=" + TargetUrl.parse(webhook.url).host();
    }

    private void checkRoom(long had) {
        if (had >= config.perOrganisation()) {
            throw ApiException.of(
                    409,
                    "LIMIT_REACHED",
                    "This organisation has " + had + " webhooks and may have no more; delete one first");
        }
    }

    private static String names(WebhookRequest wanted) {
        return Stream.of(
                        wanted.url() == null ? "" : "url",
                        wanted.description() == null ? "" : "description",
                        wanted.events() == null ? "" : "events",
                        wanted.enabled() == null ? "" : "enabled:" + wanted.enabled())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(","));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
