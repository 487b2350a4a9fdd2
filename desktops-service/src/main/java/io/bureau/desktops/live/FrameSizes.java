package io.bureau.desktops.live;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** How large what comes by WebSocket may be. */
@ApplicationScoped
class FrameSizes implements HttpServerOptionsCustomizer {

    private final LiveConfig config;

    FrameSizes(LiveConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setMaxWebSocketFrameSize(config.largestFrame().asBigInteger().intValueExact());
    }
}
