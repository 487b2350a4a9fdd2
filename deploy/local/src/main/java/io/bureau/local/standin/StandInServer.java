package io.bureau.local.standin;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Both stand-ins on one loopback port. */
public final class StandInServer {

    private static final int LARGEST_FORM = 16 * 1024;

    private final SignInProviders providers;

    public StandInServer(SignInProviders providers) {
        this.providers = providers;
    }

    public Future<HttpServer> listen(Vertx vertx, int port) {
        return Future.fromCompletionStage(providers.ready())
                .compose(_ ->
                        vertx.createHttpServer().requestHandler(this::handle).listen(port, "127.0.0.1"));
    }

    private void handle(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET) {
            send(request, get(request.path(), ask(request, Buffer.buffer())));
        } else if (request.method() == HttpMethod.POST && isSmall(request)) {
            request.body().onSuccess(body -> send(request, post(request.path(), ask(request, body))));
        } else {
            send(request, Reply.notFound());
        }
    }

    private Reply get(String path, Ask ask) {
        var google = providers.google();
        var gitHub = providers.gitHub();
        if (path.startsWith("/avatars/")) {
            return Avatar.of(path.substring("/avatars/".length()));
        }
        return switch (path) {
            case "/.well-known/openid-configuration" ->
                google.map(GoogleStandIn::discovery).orElseGet(Reply::notFound);
            case "/jwks" -> google.map(GoogleStandIn::keySet).orElseGet(Reply::notFound);
            case "/authorize" -> google.map(it -> it.authorize(ask)).orElseGet(Reply::notFound);
            case "/userinfo" -> google.map(it -> it.userInfo(ask)).orElseGet(Reply::notFound);
            case "/login/oauth/authorize" -> gitHub.map(it -> it.authorize(ask)).orElseGet(Reply::notFound);
            case "/user" -> gitHub.map(it -> it.user(ask)).orElseGet(Reply::notFound);
            case "/user/emails" -> gitHub.map(it -> it.emails(ask)).orElseGet(Reply::notFound);
            default -> Reply.notFound();
        };
    }

    private Reply post(String path, Ask ask) {
        var google = providers.google();
        var gitHub = providers.gitHub();
        return switch (path) {
            case "/authorize" -> google.map(it -> it.consented(ask)).orElseGet(Reply::notFound);
            case "/token" -> google.map(it -> it.token(ask)).orElseGet(Reply::notFound);
            case "/userinfo" -> google.map(it -> it.userInfo(ask)).orElseGet(Reply::notFound);
            case "/login/oauth/authorize" -> gitHub.map(it -> it.consented(ask)).orElseGet(Reply::notFound);
            case "/login/oauth/access_token" ->
                gitHub.map(it -> it.accessToken(ask)).orElseGet(Reply::notFound);
            default -> Reply.notFound();
        };
    }

    private static Ask ask(HttpServerRequest request, Buffer body) {
        return new Ask(request.uri(), request.params(), fields(body.toString()), request.headers());
    }

    private static MultiMap fields(String body) {
        var fields = MultiMap.caseInsensitiveMultiMap();
        for (var pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.add(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** A text that is not properly encoded stands for itself; the stand-ins will not know it. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static boolean isSmall(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        return length != null && length.length() <= 5 && Integer.parseInt(length) <= LARGEST_FORM;
    }

    private static void send(HttpServerRequest request, Reply reply) {
        var response = request.response().setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.putHeader("Content-Type", reply.contentType())
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(reply.body());
    }
}
