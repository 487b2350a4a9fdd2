package io.bureau.desktops.webhook;

import io.bureau.kit.http.Cidr;
import io.bureau.kit.http.OwnContext;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Finds the address that a webhook leads to, and refuses those that are nobody's business. */
@ApplicationScoped
class Targets {

    /** The JDK blocks while it asks: threads of our own, so that a slow name server holds up nothing else. */
    private static final int THREADS = 16;

    private static final int WAITING = 256;

    private final WebhooksConfig config;
    private final List<Cidr> allowed;
    private final ExecutorService resolvers;

    Targets(WebhooksConfig config) {
        this.config = config;
        this.allowed = config.allowedTargets().orElse(List.of()).stream()
                .map(Cidr::parse)
                .toList();
        var threads = Thread.ofPlatform().name("webhook-names-", 0).daemon().factory();
        var pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), threads);
        pool.allowCoreThreadTimeOut(true);
        this.resolvers = pool;
    }

    /**
     * The address to connect to, and to no other: asked for again, the name may lead elsewhere. Fails with
     * {@link TargetRefused} if one of the name's addresses may not be called, or there is none.
     */
    Uni<InetAddress> resolve(TargetUrl url) {
        var found = Uni.createFrom()
                .item(() -> lookUp(url.host()))
                .runSubscriptionOn(resolvers)
                .ifNoItem()
                .after(config.resolveDeadline())
                .failWith(Targets::late)
                .onFailure(RejectedExecutionException.class)
                .transform(_ -> late());
        return OwnContext.resume(found).map(addresses -> choose(url, addresses));
    }

    private static TargetRefused late() {
        return new TargetRefused("the addresses of its host could not be found in time");
    }

    private static List<InetAddress> lookUp(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            throw new TargetRefused("its host cannot be found");
        }
    }

    InetAddress choose(TargetUrl url, List<InetAddress> addresses) {
        boolean ours = addresses.stream().allMatch(this::isAllowed);
        if (!ours && !addresses.stream().allMatch(one -> isAllowed(one) || PublicAddresses.contain(one))) {
            throw new TargetRefused("it leads to an address that is not public");
        }
        if (!ours && !url.secure()) {
            throw new TargetRefused("it must begin with https://");
        }
        return addresses.getFirst();
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.contains(address));
    }

    @PreDestroy
    void stop() {
        resolvers.shutdownNow();
    }
}
