package io.bureau.desktops.live;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.Revocations;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.jboss.logging.Logger;

/**
 * Tickets for what is opened by a WebSocket, where a browser can send no header of its own. They lie in Redis, so that any
 * replica takes what another has given, under their hash, and the taking removes them: nobody takes one twice. A credential
 * that is revoked takes its tickets with it.
 */
@ApplicationScoped
class Tickets {

    private static final Logger LOG = Logger.getLogger(Tickets.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEY = "bureau:live:ticket:";
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private final Redis redis;
    private final Revocations revocations;
    private final ObjectMapper json;

    Tickets(Redis redis, Revocations revocations, ObjectMapper json) {
        this.redis = redis;
        this.revocations = revocations;
        // As the records are, without what they answer besides.
        this.json = json.copy()
                .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
                .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY);
    }

    /** The text that stands for {@code ticket} as long as {@code life}; fails with 503. */
    Uni<String> issue(Ticket ticket, Duration life) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var set = Request.cmd(Command.SET)
                .arg(KEY + hash(text))
                .arg(write(ticket))
                .arg("PX")
                .arg(life.toMillis());
        return answered(redis.send(set)).replaceWith(text);
    }

    /** Takes a ticket. Fails with 401 if there is none, or its credential was revoked since; with 503. */
    Uni<Ticket> take(String text) {
        return answered(redis.send(Request.cmd(Command.GETDEL).arg(KEY + hash(text))))
                .map(found -> {
                    if (found == null) {
                        throw refusal();
                    }
                    return read(found.toString());
                })
                .call(this::checkRevocations);
    }

    private Uni<Void> checkRevocations(Ticket ticket) {
        return revocations
                .since(ticket.position())
                .invoke(since -> {
                    if (since.stream().filter(Revocation::ends).anyMatch(ticket.principal()::isCoveredBy)) {
                        throw refusal();
                    }
                })
                .replaceWithVoid();
    }

    static ApiException refusal() {
        return ApiException.unauthorized("This ticket is unknown, was used or is too old; ask for another", true);
    }

    private static <T> Uni<T> answered(Uni<T> reply) {
        return OwnContext.resume(reply.ifNoItem()
                .after(DEADLINE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf("tickets not to be had why=%s", failure.toString()))
                .onFailure()
                .transform(_ -> ApiException.dependencyUnavailable("Tickets cannot be given or taken now")));
    }

    private String write(Ticket ticket) {
        try {
            return json.writeValueAsString(ticket);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Ticket read(String text) {
        try {
            return json.readValue(text, Ticket.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
