package io.bureau.desktops.driver.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.desktops.driver.MachineFailed;
import io.bureau.kit.http.OwnContext;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Calls the engine. Its client blocks, so calls run on a few threads of their own: an engine that hangs can hold those, and
 * nothing else.
 */
@ApplicationScoped
class Engine {

    private static final Logger LOG = Logger.getLogger(Engine.class);
    private static final int CALLS_AT_ONCE = 8;
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(2);

    private final DockerClient client;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            CALLS_AT_ONCE, Thread.ofPlatform().name("engine-", 0).daemon().factory());

    Engine(ContainerConfig config) {
        client = config.engine()
                .map(address -> connect(address.toString(), config.container().callDeadline()))
                .orElse(null);
    }

    /**
     * What {@code call} returns. Fails with {@link EngineUnavailable} if the engine is not configured, cannot be reached or
     * hangs, and with {@link MachineFailed} if it refuses.
     */
    <T> Uni<T> call(String what, Function<DockerClient, T> call) {
        if (client == null) {
            return Uni.createFrom().failure(new EngineUnavailable("No container engine is configured"));
        }
        return OwnContext.resume(Uni.createFrom()
                .item(() -> call.apply(client))
                .runSubscriptionOn(threads)
                .onFailure()
                .transform(failure -> explain(what, failure)));
    }

    void stop(@Observes ShutdownEvent event) throws IOException {
        threads.shutdownNow();
        if (client != null) {
            client.close();
        }
    }

    private static Throwable explain(String what, Throwable failure) {
        return switch (failure) {
            case MachineFailed explained -> explained;
            case DockerException refused -> {
                LOG.warnf(
                        "engine refused call=%s status=%d why=%s", what, refused.getHttpStatus(), refused.getMessage());
                yield new MachineFailed("The container engine refused to " + what + " the desktop", refused);
            }
            default -> {
                LOG.warnf("engine does not answer call=%s why=%s", what, failure.toString());
                yield new EngineUnavailable("The container engine does not answer", failure);
            }
        };
    }

    private static DockerClient connect(String address, Duration deadline) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address)
                .withDockerTlsVerify(false)
                .build();
        var http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .maxConnections(CALLS_AT_ONCE)
                .connectionTimeout(CONNECT_DEADLINE)
                .responseTimeout(deadline)
                .build();
        return DockerClientImpl.getInstance(config, http);
    }
}
