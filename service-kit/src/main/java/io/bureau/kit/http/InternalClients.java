package io.bureau.kit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.token.InternalTokens;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;

/** Hands out the client for each of the other services; every service has its own bounded connections. */
@ApplicationScoped
public class InternalClients {

    private final Vertx vertx;
    private final ServicesConfig services;
    private final InternalCallConfig config;
    private final InternalTokens tokens;
    private final ObjectMapper json;
    private final Map<Service, InternalClient> clients = new EnumMap<>(Service.class);

    InternalClients(
            Vertx vertx, ServicesConfig services, InternalCallConfig config, InternalTokens tokens, ObjectMapper json) {
        this.vertx = vertx;
        this.services = services;
        this.config = config;
        this.tokens = tokens;
        this.json = json;
    }

    /**
     * The client that calls {@code service} as this service.
     *
     * @throws IllegalStateException if the configuration does not say where that service is
     */
    public synchronized InternalClient to(Service service) {
        return clients.computeIfAbsent(service, this::create);
    }

    private InternalClient create(Service service) {
        var url = services.urlOf(service)
                .orElseThrow(() -> new IllegalStateException("bureau.services."
                        + service.name().toLowerCase(java.util.Locale.ROOT) + " is not set: where is " + service.id()
                        + "?"));
        var options = new WebClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxWaitQueueSize(config.waiting())
                .setTracingPolicy(TracingPolicy.PROPAGATE)
                .setUserAgentEnabled(false);
        var pool = new PoolOptions().setHttp1MaxSize(config.connections());
        var client = WebClient.wrap(
                vertx.createHttpClient(new io.vertx.core.http.HttpClientOptions(options), pool), options);
        return new InternalClient(client, url, service, tokens, json, config.deadline());
    }
}
