package io.bureau.local.frontdoor;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * Takes WebSockets through. vertx-http-proxy could, but answers a handshake that the service refuses without the
 * service's headers and body, and would open the same tunnel for any other protocol: over h2c a caller could then speak
 * to every path of the service, the internal ones included.
 */
final class Upgrade {

    private final HttpClient client;

    Upgrade(HttpClient client) {
        this.client = client;
    }

    static boolean isWebSocket(HttpServerRequest request) {
        return request.method() == HttpMethod.GET
                && request.version() == HttpVersion.HTTP_1_1
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && request.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE, true)
                && request.headers().contains("Sec-WebSocket-Key");
    }

    /** Any other protocol is not offered to the service. */
    static void withdraw(HttpServerRequest request) {
        request.headers().remove(HttpHeaders.UPGRADE).remove("HTTP2-Settings");
    }

    /** A connection for the handshake; fails if there is nobody at {@code service}. */
    Future<HttpClientRequest> connect(HttpServerRequest request, SocketAddress service) {
        request.pause();
        return client.request(new RequestOptions()
                .setServer(service)
                .setHost(service.host())
                .setPort(service.port())
                .setMethod(HttpMethod.GET)
                .setURI(request.uri()));
    }

    /** Completes when the service has answered the handshake. */
    Future<Void> open(HttpServerRequest request, HttpClientRequest upstream) {
        return handshake(request, upstream).compose(response -> answer(request, response));
    }

    private static Future<HttpClientResponse> handshake(HttpServerRequest request, HttpClientRequest upstream) {
        upstream.headers().setAll(request.headers());
        upstream.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        return upstream.connect();
    }

    private static Future<Void> answer(HttpServerRequest request, HttpClientResponse answer) {
        var response = request.response().setStatusCode(answer.statusCode());
        if (answer.statusCode() != 101) {
            answer.headers().forEach((name, value) -> {
                if (!name.equalsIgnoreCase("Transfer-Encoding") && !name.equalsIgnoreCase("Connection")) {
                    response.headers().add(name, value);
                }
            });
            response.setChunked(!answer.headers().contains(HttpHeaders.CONTENT_LENGTH));
            request.resume();
            return answer.pipeTo(response);
        }
        var upstream = answer.netSocket();
        upstream.pause();
        response.headers().setAll(answer.headers());
        request.resume();
        return request.toNetSocket().map(downstream -> {
            upstream.pipeTo(downstream);
            downstream.pipeTo(upstream);
            upstream.closeHandler(_ -> downstream.close());
            downstream.closeHandler(_ -> upstream.close());
            return null;
        });
    }
}
