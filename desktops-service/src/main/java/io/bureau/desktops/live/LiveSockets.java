package io.bureau.desktops.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.desktops.desktop.Controls;
import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.desktops.exec.Mark;
import io.bureau.desktops.ssh.ConnectionLost;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.desktops.ssh.SshTarget;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.error.RouterErrors;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.http.PublicOrigin;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.RevocationTail;
import io.bureau.kit.store.Store;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import org.jboss.logging.Logger;

/**
 * The WebSockets. Whoever is not let in is told so before the upgrade, in the envelope of every other error: the {@code Origin}
 * is looked at first, then the ticket is taken, then the desktop must answer and the audit trail tell of it.
 */
@ApplicationScoped
class LiveSockets {

    private static final Logger LOG = Logger.getLogger(LiveSockets.class);
    private static final String SHELL = "/bin/bash -l";
    private static final byte[] NO_INPUT = {};

    private final Tickets tickets;
    private final Lives lives;
    private final LiveDesktops desktops;
    private final DesktopConnections connections;
    private final Controls controls;
    private final LiveTrail trail;
    private final Store store;
    private final RevocationTail revocations;
    private final PublicOrigin origin;
    private final RouterErrors errors;
    private final LiveConfig config;
    private final ObjectMapper json;
    private final Vertx vertx;

    LiveSockets(
            Tickets tickets,
            Lives lives,
            LiveDesktops desktops,
            DesktopConnections connections,
            Controls controls,
            LiveTrail trail,
            Store store,
            RevocationTail revocations,
            PublicOrigin origin,
            RouterErrors errors,
            LiveConfig config,
            ObjectMapper json,
            Vertx vertx) {
        this.tickets = tickets;
        this.lives = lives;
        this.desktops = desktops;
        this.connections = connections;
        this.controls = controls;
        this.trail = trail;
        this.store = store;
        this.revocations = revocations;
        this.origin = origin;
        this.errors = errors;
        this.config = config;
        this.json = json;
        this.vertx = vertx;
    }

    void install(@Observes Router router) {
        router.get("/v1/desktops/:id/:room/ws").handler(this::open);
    }

    private void open(RoutingContext request) {
        VertxContextSafetyToggle.setContextSafe(Vertx.currentContext(), true);
        request.request().pause();
        Uni.createFrom()
                .deferred(() -> admit(request))
                .subscribe()
                .with(live -> LOG.debugf("opened desktop=%s", live.desktopId()), refusal -> refuse(request, refusal));
    }

    private Uni<Live> admit(RoutingContext request) {
        requireOrigin(request);
        if (!"websocket".equalsIgnoreCase(request.request().getHeader("Upgrade"))) {
            throw ApiException.badRequest("This is for WebSockets");
        }
        var text = request.request().getParam("ticket");
        if (text == null) {
            throw ApiException.unauthorized("The ticket is missing", false);
        }
        long asOf = revocations.seen();
        return OwnContext.resume(tickets.take(text))
                .invoke(ticket -> requirePlace(ticket, request))
                .call(ticket -> requireUser(ticket, request))
                .map(ticket -> new Live(ticket, asOf))
                .invoke(lives::add)
                .chain(live -> open(live, request).onFailure().invoke(() -> live.end(Ending.GONE)));
    }

    private Uni<Live> open(Live live, RoutingContext request) {
        return desktops.target(
                        live.desktopId(), live.principal(), live.purpose().intent())
                .chain(target -> OwnContext.resume(connect(live, target)))
                .chain(stream -> store.answer(trail.opened(live))
                        .chain(() -> lives.learn(live))
                        .onFailure()
                        .invoke(() -> stream.end(Ending.REVOKED))
                        .onFailure()
                        .invoke(() -> closeQuietly(stream))
                        .invoke(() -> upgrade(live, stream, request)))
                .replaceWith(live);
    }

    private Uni<Stream> connect(Live live, SshTarget target) {
        Uni<Stream> connecting = live.purpose() == Purpose.TERMINAL ? terminal(live, target) : screen(live, target);
        return connecting
                .ifNoItem()
                .after(config.patience())
                .fail()
                .onFailure(failure -> failure instanceof ConnectionLost || failure instanceof TimeoutException)
                .transform(lost -> {
                    LOG.infof("not opened desktop=%s why=%s", live.desktopId(), lost.toString());
                    desktops.doubt(live.desktopId());
                    return Ending.GONE.refusal();
                });
    }

    private Uni<Stream> screen(Live live, SshTarget target) {
        return connections.screen(target).map(channel -> new ScreenStream(channel, live, controls));
    }

    private Uni<Stream> terminal(Live live, SshTarget target) {
        var mark = Mark.next();
        var size = live.size();
        return connections
                .terminal(target, mark.on(SHELL), size.cols(), size.rows())
                .map(channel -> new TerminalStream(channel, json, () -> kill(target, mark)));
    }

    private void kill(SshTarget target, Mark mark) {
        var ignored = OutputStream.nullOutputStream();
        connections
                .run(target, mark.kill(), NO_INPUT, ignored, ignored)
                .ifNoItem()
                .after(config.patience())
                .fail()
                .subscribe()
                .with(
                        _ -> LOG.debugf("killed desktop=%s exec=%s", target.desktopId(), mark.id()),
                        failure -> LOG.infof(
                                "not killed desktop=%s exec=%s why=%s",
                                target.desktopId(), mark.id(), failure.toString()));
    }

    private void upgrade(Live live, Stream stream, RoutingContext request) {
        try {
            live.check();
        } catch (ApiException ended) {
            closeQuietly(stream);
            throw ended;
        }
        LOG.infof(
                "%s opened credential=%s desktop=%s purpose=%s",
                live.purpose().room(), live.principal().credential().id(), live.desktopId(), live.purpose());
        request.request()
                .toWebSocket()
                .onSuccess(socket -> {
                    UnderWay.leave(request.request());
                    new Wire(socket, stream, live).join(vertx, config.ping().toMillis());
                })
                .onFailure(failure -> {
                    LOG.infof("not upgraded desktop=%s why=%s", live.desktopId(), failure.toString());
                    live.end(Ending.DONE);
                    closeQuietly(stream);
                });
    }

    /** A browser says from which page it comes, and whoever does not is none of ours. */
    private void requireOrigin(RoutingContext request) {
        if (!origin.is(request.request().getHeader("Origin"))) {
            throw ApiException.forbidden("WebSockets are for pages of " + origin.resolve("/") + "; Origin must say so");
        }
    }

    private static void requirePlace(Ticket ticket, RoutingContext request) {
        boolean isHere = ticket.desktopId().equals(request.pathParam("id"))
                && ticket.purpose().room().equals(request.pathParam("room"));
        if (!isHere) {
            throw Tickets.refusal();
        }
    }

    /** A browser tells who sits there, and that must be whom the ticket is for. */
    private static Uni<Void> requireUser(Ticket ticket, RoutingContext request) {
        return QuarkusHttpUser.getSecurityIdentity(request, null)
                .invoke(identity -> {
                    if (identity.getPrincipal() instanceof Principal who
                            && !who.user().equals(ticket.principal().user())) {
                        throw Tickets.refusal();
                    }
                })
                .replaceWithVoid();
    }

    private void refuse(RoutingContext request, Throwable failure) {
        request.request().resume();
        if (failure instanceof ApiException refusal) {
            errors.respond(request, refusal);
        } else {
            request.fail(failure);
        }
    }

    private static void closeQuietly(Stream stream) {
        try {
            stream.close();
        } catch (IOException gone) {
            LOG.debugf("closed already why=%s", gone.toString());
        }
    }
}
