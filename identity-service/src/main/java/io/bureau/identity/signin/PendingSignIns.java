package io.bureau.identity.signin;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Sign-ins under way, in Redis by their {@code state}. Each can be taken once, by whoever of all replicas comes first. */
@ApplicationScoped
class PendingSignIns {

    private static final Logger LOG = Logger.getLogger(PendingSignIns.class);
    private static final String KEY = "bureau:signin:";
    private static final String SEPARATOR = " ";

    private final Redis redis;
    private final SignInConfig config;

    PendingSignIns(Redis redis, SignInConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Keeps it for as long as a sign-in may take; fails with 503 if Redis does not answer. */
    Uni<Void> put(String state, Pending pending) {
        var value = String.join(SEPARATOR, pending.provider().id(), pending.browser(), pending.returnTo());
        return send(Request.cmd(Command.SET)
                        .arg(KEY + state)
                        .arg(value)
                        .arg("PX")
                        .arg(config.transactionLifetime().toMillis()))
                .replaceWithVoid();
    }

    /** Takes it out; empty if it has been taken, has expired or never was. Fails with 503 if Redis does not answer. */
    Uni<Optional<Pending>> take(String state) {
        return send(Request.cmd(Command.GETDEL).arg(KEY + state))
                .map(reply -> reply == null ? Optional.empty() : Optional.of(read(reply.toString())));
    }

    private Uni<Response> send(Request request) {
        return OwnContext.resume(redis.send(request)
                        .ifNoItem()
                        .after(config.redisDeadline())
                        .fail())
                .onFailure()
                .transform(PendingSignIns::away);
    }

    private static Pending read(String value) {
        var parts = value.split(SEPARATOR, 3);
        return new Pending(Provider.byId(parts[0]).orElseThrow(), parts[1], parts[2]);
    }

    private static Throwable away(Throwable failure) {
        LOG.warnf("pending sign-ins not reachable why=%s", failure.toString());
        return ApiException.dependencyUnavailable("A part of Bureau is not answering; try again in a moment");
    }
}
