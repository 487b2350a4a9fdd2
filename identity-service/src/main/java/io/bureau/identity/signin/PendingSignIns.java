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
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Sign-ins and links under way, in Redis by their {@code state}. Each can be taken once, by whoever of all replicas comes
 * first. Links have names of their own, so that nothing could take one for a sign-in.
 */
@ApplicationScoped
class PendingSignIns {

    private static final Logger LOG = Logger.getLogger(PendingSignIns.class);
    private static final String SIGN_IN = "bureau:signin:";
    private static final String LINK = "bureau:link:";
    private static final String SEPARATOR = " ";

    private final Redis redis;
    private final SignInConfig config;

    PendingSignIns(Redis redis, SignInConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Keeps it for as long as a sign-in may take; fails with 503 if Redis does not answer. */
    Uni<Void> put(String state, Pending pending) {
        return send(Request.cmd(Command.SET)
                        .arg((pending.isLink() ? LINK : SIGN_IN) + state)
                        .arg(write(pending))
                        .arg("PX")
                        .arg(config.transactionLifetime().toMillis()))
                .replaceWithVoid();
    }

    /** Takes it out; empty if it has been taken, has expired or never was. Fails with 503 if Redis does not answer. */
    Uni<Optional<Pending>> take(String state) {
        return take(SIGN_IN + state, PendingSignIns::readSignIn)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : take(LINK + state, PendingSignIns::readLink));
    }

    private Uni<Optional<Pending>> take(String key, Function<String, Pending> read) {
        return send(Request.cmd(Command.GETDEL).arg(key))
                .map(reply -> Optional.ofNullable(reply).map(Response::toString).map(read));
    }

    private Uni<Response> send(Request request) {
        return OwnContext.resume(redis.send(request)
                        .ifNoItem()
                        .after(config.redisDeadline())
                        .fail())
                .onFailure()
                .transform(PendingSignIns::away);
    }

    private static String write(Pending pending) {
        return pending.isLink()
                ? String.join(
                        SEPARATOR, pending.provider().id(), pending.browser(), pending.session(), pending.returnTo())
                : String.join(SEPARATOR, pending.provider().id(), pending.browser(), pending.returnTo());
    }

    private static Pending readSignIn(String value) {
        var parts = value.split(SEPARATOR, 3);
        return new Pending(Provider.byId(parts[0]).orElseThrow(), parts[1], null, parts[2]);
    }

    private static Pending readLink(String value) {
        var parts = value.split(SEPARATOR, 4);
        return new Pending(Provider.byId(parts[0]).orElseThrow(), parts[1], parts[2], parts[3]);
    }

    private static Throwable away(Throwable failure) {
        LOG.warnf("pending sign-ins not reachable why=%s", failure.toString());
        return ApiException.dependencyUnavailable("A part of Bureau is not answering; try again in a moment");
    }
}
