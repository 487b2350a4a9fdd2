package io.bureau.local;

import io.bureau.local.frontdoor.FrontDoor;
import io.bureau.local.frontdoor.Spread;
import io.bureau.local.process.LogKeeper;
import io.bureau.local.process.ProcessLedger;
import io.bureau.local.services.Readiness;
import io.bureau.local.services.Replica;
import io.bureau.local.services.Service;
import io.bureau.local.services.ServiceProcess;
import io.bureau.local.standin.StandInServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** All parts of Bureau on this machine, in the order in which they need one another. */
final class Stack {

    private static final Duration STORE_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LISTEN_PATIENCE = Duration.ofSeconds(10);
    /** On new data their keys are made first. */
    private static final Duration STAND_IN_PATIENCE = Duration.ofSeconds(60);

    private static final Duration SERVICE_PATIENCE = Duration.ofSeconds(120);
    /** Requests under way have this long before the services are told to end; those then finish what is left. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    /** Writing down what was learned takes every core for a while. */
    private static final Duration REHEARSAL_PATIENCE = Duration.ofMinutes(4);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    /** A service logs every time that it says no. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(150);

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final long LARGEST_LOG = 16 * 1024 * 1024;

    private final Options options;
    private final DataDirectory data;
    private final Console console;
    private final RunState state;
    private final Parts stores;
    private final Parts services;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<FrontDoor> frontDoor = Optional.empty();
    private volatile Optional<DesktopEngine> engine = Optional.empty();

    Stack(Options options, DataDirectory data, ProcessLedger ledger, Console console) {
        this.options = options;
        this.data = data;
        this.console = console;
        this.state = new RunState(data.run());
        this.stores = new Parts(data, ledger, console);
        this.services = new Parts(data, ledger, console);
    }

    /** @throws StackFailure if a part does not come up; what has come up is for {@link #stop} to end */
    void start() {
        var began = Instant.now();
        var plan = new Plan(options, data);
        state.begin(plan.publicUrl());
        unpackPrograms(plan);
        var spread = new Spread(vertx, plan.replicas());
        plan.spreads()
                .forEach((service, port) ->
                        await(spread.listen(service, port), "The way to " + service.module(), LISTEN_PATIENCE));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = startProcesses(plan, threads);
            try {
                all.join();
            } catch (CompletionException failure) {
                threads.shutdownNow();
                throw asStackFailure(failure.getCause());
            }
        }
        var door = new FrontDoor(vertx, plan.publicUrl(), plan.replicas());
        frontDoor = Optional.of(door);
        await(door.listen(options.port()), "The front door", LISTEN_PATIENCE);
        keepLogs();
        FirstCalls.make(plan.publicUrl(), options.replicas());
        // Starting takes a heap that is not needed again.
        System.gc();
        state.ready();
        console.note("up after " + Duration.between(began, Instant.now()).toMillis() + " ms");
        if (!options.rehearsal()) {
            console.greet(plan.publicUrl(), data.logs());
        }
    }

    /** Before anything is started: a process inherits files that are being written, and such a program cannot be run. */
    private void unpackPrograms(Plan plan) {
        try {
            plan.redis().unpack();
            if (options.rehearsal()) {
                plan.postgres().prepareNew();
            }
        } catch (IOException failure) {
            throw new StackFailure("The stores could not be unpacked: " + failure.getMessage(), failure);
        }
    }

    /** Completes when all are ready, or with the first failure. */
    private CompletableFuture<?> startProcesses(Plan plan, Executor threads) {
        var desktops = new DesktopEngine(options, data, console, plan.installation());
        engine = Optional.of(desktops);
        var engineUp = CompletableFuture.supplyAsync(() -> desktops.start(stores), threads);
        var redisUp = CompletableFuture.runAsync(
                () -> stores.bringUp(plan.redis(), plan.redis()::isReady, STORE_PATIENCE, LOOK_AGAIN), threads);
        var postgresUp = CompletableFuture.runAsync(
                () -> stores.bringUp(plan.postgres(), () -> true, STORE_PATIENCE, LOOK_AGAIN), threads);
        var standInsUp = CompletableFuture.runAsync(() -> listenAsStandIns(plan), threads);
        var servicesUp = plan.replicas().all().stream().map(replica -> {
            // Postgres they wait for themselves: until they need it they have enough to do.
            var needed = replica.service() == Service.IDENTITY ? CompletableFuture.allOf(redisUp, standInsUp) : redisUp;
            return needed.thenRunAsync(() -> startService(plan, replica, engineUp), threads);
        });
        var all = Stream.concat(Stream.of(postgresUp), servicesUp).toArray(CompletableFuture<?>[]::new);
        var failed = new CompletableFuture<Void>();
        for (var one : all) {
            one.exceptionally(failure -> {
                failed.completeExceptionally(failure);
                return null;
            });
        }
        return CompletableFuture.anyOf(CompletableFuture.allOf(all), failed);
    }

    private void listenAsStandIns(Plan plan) {
        if (plan.providers().needStandIns()) {
            await(
                    new StandInServer(plan.providers())
                            .listen(vertx, plan.standIns().getPort()),
                    "The sign-in stand-ins",
                    STAND_IN_PATIENCE);
        }
    }

    private void startService(Plan plan, Replica replica, CompletableFuture<Optional<String>> engineUp) {
        var engine = replica.service() == Service.DESKTOPS ? engineUp.join() : Optional.<String>empty();
        var environment = plan.environment(replica, engine);
        var log = data.log(replica.name());
        var program = options.rehearsal()
                ? ServiceProcess.rehearsal(replica, options.home(), environment, log)
                : ServiceProcess.of(replica, options.home(), environment, log);
        services.bringUp(program, () -> Readiness.of(replica.address()), SERVICE_PATIENCE, ASK_AGAIN);
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** In the order in which nothing under way is cut off: new requests, services, stores. Waits for each. */
    void stop() {
        frontDoor.ifPresent(door -> {
            if (!options.rehearsal()) {
                console.say("Bureau is going down");
            }
            door.refuseNew();
            Waiting.until(() -> door.inFlight() == 0, DRAIN, LOOK_AGAIN);
        });
        services.end(options.rehearsal() ? REHEARSAL_PATIENCE : STOP_PATIENCE);
        engine.ifPresent(DesktopEngine::stopDesktops);
        stores.end(STOP_PATIENCE);
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(2, TimeUnit.SECONDS)
                .exceptionally(_ -> null)
                .join();
        state.end();
        ended.countDown();
    }

    private void keepLogs() {
        var keeper = new LogKeeper(data.logs(), LARGEST_LOG);
        Thread.ofVirtual().name("logs").start(() -> {
            try {
                while (!ended.await(LOG_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    keeper.tidy();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static StackFailure asStackFailure(Throwable failure) {
        return failure instanceof StackFailure known
                ? known
                : new StackFailure("Bureau did not start, which is a bug: " + failure, failure);
    }

    private static void await(Future<?> listening, String what, Duration patience) {
        try {
            listening.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw new StackFailure(
                    what + " cannot listen: " + failure.getCause().getMessage(), failure.getCause());
        } catch (TimeoutException failure) {
            throw new StackFailure(what + " did not come up within " + patience.toSeconds() + " s", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted", interrupted);
        }
    }
}
