package io.bureau.local.frontdoor;

import io.bureau.local.services.Address;
import io.bureau.local.services.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET /healthz}: 200 when every service says that it is ready, else 503; the body says which does not. */
final class Health {

    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final HttpClient client;
    private final Map<Service, Address> services;

    Health(Vertx vertx, Map<Service, Address> services) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setKeepAlive(false));
        this.services = services;
    }

    void answer(HttpServerRequest request, String requestId) {
        var found = new ConcurrentHashMap<Service, Boolean>();
        var checks = new ArrayList<Future<?>>();
        services.forEach(
                (service, address) -> checks.add(isReady(address).onSuccess(ready -> found.put(service, ready))));
        Future.all(checks).onComplete(_ -> send(request, requestId, found));
    }

    private Future<Boolean> isReady(Address service) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(service.managementPort())
                .setURI("/q/health/ready")
                .setTimeout(PATIENCE.toMillis());
        return client.request(options)
                .compose(asking -> asking.send().map(answer -> answer.statusCode() == 200))
                .otherwise(false);
    }

    private void send(HttpServerRequest request, String requestId, Map<Service, Boolean> found) {
        var states = new JsonObject();
        services.keySet().forEach(service -> states.put(service.module(), found.get(service) ? "ready" : "not ready"));
        boolean all = !found.containsValue(false);
        var response = request.response()
                .setStatusCode(all ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Request-Id", requestId);
        if (!all) {
            response.putHeader("Retry-After", "1");
        }
        var body = new JsonObject().put("status", all ? "ready" : "not ready").put("services", states);
        response.end(body.toBuffer());
    }
}
