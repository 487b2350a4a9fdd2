package io.bureau.local.frontdoor;

import io.bureau.local.services.Replica;
import io.bureau.local.services.Replicas;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/** Asks replicas whether they are ready. */
final class Watch {

    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Vertx vertx;
    private final HttpClient client;
    private final Replicas replicas;

    Watch(Vertx vertx, Replicas replicas) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) PATIENCE.toMillis())
                .setKeepAlive(false));
        this.replicas = replicas;
    }

    /** Where there is a choice, it is made among those that were ready a moment ago. */
    void begin() {
        if (!replicas.isSingle()) {
            vertx.setPeriodic(INTERVAL.toMillis(), _ -> replicas.all().forEach(this::isReady));
        }
    }

    /** What the replica says; one that does not answer is not ready. */
    Future<Boolean> isReady(Replica replica) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(replica.address().managementPort())
                .setURI("/q/health/ready")
                .setTimeout(PATIENCE.toMillis());
        return client.request(options)
                .compose(asking -> asking.send().map(answer -> answer.statusCode() == 200))
                .otherwise(false)
                .onSuccess(ready -> replicas.saw(replica, ready));
    }
}
