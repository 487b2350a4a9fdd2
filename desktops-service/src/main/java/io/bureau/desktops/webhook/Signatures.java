package io.bureau.desktops.webhook;

import io.bureau.desktops.sealing.Seal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Signs with the secrets of webhooks, which are stored sealed. */
@ApplicationScoped
class Signatures {

    private final Seal seal;

    Signatures(Seal seal) {
        this.seal = seal;
    }

    byte[] seal(SigningSecret secret, String webhook) {
        return seal.seal(secret.bytes(), owner(webhook));
    }

    /** The header {@code webhook-signature}: one signature, or two while the secret before holds, too. */
    String of(StoredWebhook webhook, String delivery, String body, Instant at) {
        var current = open(webhook.secret, webhook.id).sign(delivery, at, body);
        return webhook.previousUntil == null || !webhook.previousUntil.isAfter(at)
                ? current
                : current + " " + open(webhook.previousSecret, webhook.id).sign(delivery, at, body);
    }

    private SigningSecret open(byte[] sealed, String webhook) {
        return new SigningSecret(seal.open(sealed, owner(webhook)));
    }

    private static String owner(String webhook) {
        return "webhook:" + webhook;
    }
}
