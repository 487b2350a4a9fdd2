package io.bureau.desktops.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Sends deliveries: one request each, on a connection of its own, to the very address that was found fit. */
@ApplicationScoped
class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);
    private static final String AGENT = "Bureau-Webhooks/1";

    private final Vertx vertx;
    private final Targets targets;
    private final WebhooksConfig config;
    private final Clock clock;
    private final HttpClient client;

    Sender(Vertx vertx, Targets targets, WebhooksConfig config, Clock clock) {
        this.vertx = vertx;
        this.targets = targets;
        this.config = config;
        this.clock = clock;
        var options = new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(config.attemptsAtOnce())
                .setConnectTimeout((int) config.attemptDeadline().toMillis())
                // What we are traced by is nobody else's business.
                .setTracingPolicy(TracingPolicy.IGNORE);
        config.trustedCertificates().ifPresent(file -> options.setTrustOptions(TrustedCertificates.with(file)));
        this.client = vertx.createHttpClient(options);
    }

    /** Never fails: what went wrong is part of the attempt. */
    Uni<Attempt> send(Envelope envelope) {
        var url = TargetUrl.parse(envelope.url());
        return targets.resolve(url)
                .chain(address -> exchange(envelope, url, address))
                .onFailure(TargetRefused.class)
                .recoverWithItem(refused -> Attempt.unanswered(refused.getMessage()))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "webhook not sent delivery=%s", envelope.id()))
                .onFailure()
                .recoverWithItem(Attempt.unanswered("it could not be sent"));
    }

    private Uni<Attempt> exchange(Envelope envelope, TargetUrl url, InetAddress address) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setSsl(url.secure())
                .setHost(url.host())
                .setPort(url.port())
                .setURI(url.path())
                .setFollowRedirects(false)
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", AGENT)
                .putHeader("webhook-id", envelope.id())
                .putHeader("webhook-timestamp", Long.toString(envelope.at().getEpochSecond()))
                .putHeader("webhook-signature", envelope.signature());
        return Uni.createFrom()
                .emitter(emitter -> new Exchange(vertx, clock, emitter::complete)
                        .begin(client.request(options), Buffer.buffer(envelope.body()), config.attemptDeadline()));
    }

    @PreDestroy
    void stop() {
        client.close();
    }
}
