package io.bureau.local.frontdoor;

import io.bureau.local.services.Replica;
import io.bureau.local.services.Replicas;
import io.bureau.local.services.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The one origin under which everything is reached. It knows paths, and nothing of credentials. */
public final class FrontDoor {

    private static final int CONNECT_MILLIS = 500;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LARGEST_HEAD = 64 * 1024;
    private static final int CONNECTIONS_PER_SERVICE = 4096;

    private final Vertx vertx;
    private final Reach reach;
    private final HttpClient client;
    private final HttpProxy proxy;
    private final Upgrade upgrade;
    private final Watch watch;
    private final Health health;
    private final ForwardingHeaders forwarding;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();

    public FrontDoor(Vertx vertx, URI publicUrl, Replicas replicas) {
        this.vertx = vertx;
        this.reach = new Reach(replicas);
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxPoolSize(CONNECTIONS_PER_SERVICE)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD));
        this.proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(this::connect)
                .addInterceptor(new Passage());
        this.upgrade = new Upgrade(client);
        this.watch = new Watch(vertx, replicas);
        this.health = new Health(watch, replicas);
        this.forwarding = new ForwardingHeaders(publicUrl);
    }

    public Future<HttpServer> listen(int port) {
        watch.begin();
        // Without h2c: its upgrade would begin before we have looked at a single path.
        var options = new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEAD);
        return vertx.createHttpServer(options).requestHandler(this::handle).listen(port, "127.0.0.1");
    }

    /** From now on new requests are refused; those under way go on. */
    public void refuseNew() {
        stopping.set(true);
    }

    /** Requests that have not been answered to the end, WebSockets aside. */
    public int inFlight() {
        return inFlight.get();
    }

    private void handle(HttpServerRequest request) {
        var requestId = RequestIds.next();
        forwarding.renew(request, requestId);
        if (stopping.get()) {
            Refusal.STOPPING.send(request, requestId);
            return;
        }
        PathForm.segments(request.uri())
                .ifPresentOrElse(
                        segments -> route(request, requestId, segments),
                        () -> Refusal.AMBIGUOUS_PATH.send(request, requestId));
    }

    private void route(HttpServerRequest request, String requestId, List<String> segments) {
        if (segments.equals(List.of("healthz"))
                && (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD)) {
            health.answer(request, requestId);
            return;
        }
        Routes.of(segments)
                .ifPresentOrElse(
                        service -> pass(request, requestId, service), () -> Refusal.NOT_FOUND.send(request, requestId));
    }

    private void pass(HttpServerRequest request, String requestId, Service service) {
        if (service == Service.DESKTOPS && Upgrade.isWebSocket(request)) {
            reach.any(service, replica -> upgrade.connect(request, addressOf(replica)))
                    .compose(upstream -> upgrade.open(request, upstream))
                    .onFailure(_ -> {
                        request.resume();
                        Refusal.UNREACHABLE.send(request, requestId);
                    });
            return;
        }
        Upgrade.withdraw(request);
        count(request);
        proxy.handle(request);
    }

    private void count(HttpServerRequest request) {
        inFlight.incrementAndGet();
        var open = new AtomicBoolean(true);
        request.response().endHandler(_ -> discount(open)).closeHandler(_ -> discount(open));
    }

    private void discount(AtomicBoolean open) {
        if (open.getAndSet(false)) {
            inFlight.decrementAndGet();
        }
    }

    private Future<HttpClientRequest> connect(ProxyContext context) {
        var segments = PathForm.segments(context.request().getURI()).orElseThrow();
        var service = Routes.of(segments).orElseThrow();
        return reach.any(service, replica -> client.request(new RequestOptions().setServer(addressOf(replica))));
    }

    private static SocketAddress addressOf(Replica replica) {
        return SocketAddress.inetSocketAddress(replica.address().port(), "127.0.0.1");
    }

    /** Where the proxy's own ways are not ours: its answer to a service that is not there would be a bare 502. */
    private static final class Passage implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            // The service sees the host that the caller asked for, as it would without us.
            var asked = context.request().proxiedRequest().authority();
            if (asked != null) {
                context.request().setAuthority(asked);
            }
            return context.sendRequest().otherwise(_ -> refuse(context));
        }

        private static ProxyResponse refuse(ProxyContext context) {
            var incoming = context.request().proxiedRequest();
            var requestId = incoming.getHeader("X-Request-Id");
            var response = context.request().release().response();
            Refusal.UNREACHABLE.putHeaders(response.headers(), requestId);
            return response.setStatusCode(Refusal.UNREACHABLE.status())
                    .setBody(Body.body(Refusal.UNREACHABLE.body(requestId)));
        }
    }
}
