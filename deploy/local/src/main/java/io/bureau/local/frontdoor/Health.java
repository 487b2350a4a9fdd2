package io.bureau.local.frontdoor;

import io.bureau.local.services.Replica;
import io.bureau.local.services.Replicas;
import io.bureau.local.services.Service;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code GET /healthz}: 200 when every service has a replica that says that it is ready, else 503; the body says which do
 * not.
 */
final class Health {

    private final Watch watch;
    private final Replicas replicas;

    Health(Watch watch, Replicas replicas) {
        this.watch = watch;
        this.replicas = replicas;
    }

    void answer(HttpServerRequest request, String requestId) {
        var found = new ConcurrentHashMap<Replica, Boolean>();
        var checks = replicas.all().stream()
                .map(replica -> watch.isReady(replica).onSuccess(ready -> found.put(replica, ready)))
                .toList();
        Future.all(checks).onComplete(_ -> send(request, requestId, found));
    }

    private void send(HttpServerRequest request, String requestId, Map<Replica, Boolean> found) {
        var states = new JsonObject();
        replicas.all().forEach(replica -> states.put(replica.name(), found.get(replica) ? "ready" : "not ready"));
        boolean all = Arrays.stream(Service.values())
                .allMatch(service -> replicas.all().stream()
                        .anyMatch(replica -> replica.service() == service && found.get(replica)));
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
