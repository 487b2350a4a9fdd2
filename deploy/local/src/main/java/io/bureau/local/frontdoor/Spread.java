package io.bureau.local.frontdoor;

import io.bureau.local.services.Replica;
import io.bureau.local.services.Replicas;
import io.bureau.local.services.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * The one address under which services reach all replicas of another. Like a Service of Kubernetes it spreads connections
 * and knows nothing of what goes through them.
 */
public final class Spread {

    private static final int CONNECT_MILLIS = 250;

    private final Vertx vertx;
    private final NetClient client;
    private final Reach reach;

    public Spread(Vertx vertx, Replicas replicas) {
        this.vertx = vertx;
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
        this.reach = new Reach(replicas);
    }

    /** From now on {@code port} leads to {@code service}. */
    public Future<NetServer> listen(Service service, int port) {
        return vertx.createNetServer()
                .connectHandler(caller -> join(caller, service))
                .listen(port, "127.0.0.1");
    }

    private void join(NetSocket caller, Service service) {
        caller.pause();
        reach.any(service, this::connect).onFailure(_ -> caller.close()).onSuccess(callee -> {
            callee.pause();
            caller.closeHandler(_ -> callee.close());
            callee.closeHandler(_ -> caller.close());
            caller.pipeTo(callee);
            callee.pipeTo(caller);
        });
    }

    private Future<NetSocket> connect(Replica replica) {
        return client.connect(replica.address().port(), "127.0.0.1");
    }
}
