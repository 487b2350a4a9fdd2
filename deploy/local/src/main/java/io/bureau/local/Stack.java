package io.bureau.local;

import io.bureau.local.engine.Podman;
import io.bureau.local.engine.RunningDesktops;
import io.bureau.local.frontdoor.FrontDoor;
import io.bureau.local.process.LogKeeper;
import io.bureau.local.process.ProcessLedger;
import io.bureau.local.process.Program;
import io.bureau.local.process.Supervised;
import io.bureau.local.secrets.Secrets;
import io.bureau.local.services.Address;
import io.bureau.local.services.Readiness;
import io.bureau.local.services.Service;
import io.bureau.local.services.ServiceEnvironment;
import io.bureau.local.services.ServiceProcess;
import io.bureau.local.standin.SignInProviders;
import io.bureau.local.standin.StandInServer;
import io.bureau.local.stores.Postgres;
import io.bureau.local.stores.Redis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** All parts of Bureau on this machine, from the first to the last. */
final class Stack {

    private static final Duration STORE_PATIENCE = Duration.ofSeconds(60);
    private static final Duration SERVICE_PATIENCE = Duration.ofSeconds(120);
    private static final Duration ENGINE_PATIENCE = Duration.ofSeconds(15);
    /** Requests under way have this long before the services are told to end; those then finish what is left. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    /** Writing down what was learned takes every core for a while. */
    private static final Duration REHEARSAL_PATIENCE = Duration.ofMinutes(4);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    /** A service logs every time that it says no. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(400);

    private static final List<String> WARMED = List.of("/", "/api/session", "/auth/google");
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);
    private static final long LARGEST_LOG = 16 * 1024 * 1024;
    /** A service that dies this often before it was ever ready will not get better. */
    private static final int HOPELESS = 3;

    private final Options options;
    private final DataDirectory data;
    private final ProcessLedger ledger;
    private final Console console;
    private final RunState state;
    private final Secrets secrets;
    private final URI publicUrl;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    private final List<Supervised> stores = new CopyOnWriteArrayList<>();
    private final List<Supervised> services = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile FrontDoor frontDoor;
    private volatile Optional<RunningDesktops> desktops = Optional.empty();

    Stack(Options options, DataDirectory data, ProcessLedger ledger, Console console) {
        this.options = options;
        this.data = data;
        this.ledger = ledger;
        this.console = console;
        this.state = new RunState(data.run());
        this.secrets = new Secrets(data.secrets());
        this.publicUrl = URI.create("http://localhost:" + options.port());
    }

    /** @throws StackFailure if a part does not come up; what has come up is for {@link #stop} to end */
    void start() {
        var began = Instant.now();
        state.begin(publicUrl);
        var ports = new Ports(data.root().resolve("ports"));
        var standIn = URI.create("http://localhost:" + ports.lastingOf("sign-in"));
        var addresses = addresses(ports);
        var passwords = databasePasswords();
        var postgres = new Postgres(
                data.postgres(),
                data.programs().resolve("postgres"),
                data.log("postgres"),
                ports.of("postgres"),
                secrets.password("postgres-superuser"),
                passwords);
        var redis = new Redis(
                data.redis(),
                data.programs().resolve("redis"),
                data.log("redis"),
                ports.of("redis"),
                secrets.password("redis"));
        var providers = new SignInProviders(System.getenv(), standIn, publicUrl, secrets);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var engine = CompletableFuture.supplyAsync(this::engine, threads);
            var redisUp = CompletableFuture.runAsync(() -> startStore(redis, redis::isReady), threads);
            var postgresUp = CompletableFuture.runAsync(() -> startStore(postgres, () -> true), threads);
            if (providers.needStandIns()) {
                await(new StandInServer(providers).listen(vertx, standIn.getPort()), "The sign-in stand-ins");
            }
            var all = new CompletableFuture<?>[Service.values().length];
            for (var service : Service.values()) {
                var stands = service.hasSchema() ? CompletableFuture.allOf(redisUp, postgresUp) : redisUp;
                all[service.ordinal()] = stands.thenRunAsync(
                        () -> {
                            var environment = new ServiceEnvironment(
                                            publicUrl,
                                            addresses,
                                            secrets,
                                            passwords,
                                            postgres,
                                            redis,
                                            providers,
                                            installation(),
                                            service == Service.DESKTOPS ? engine.join() : Optional.empty())
                                    .of(service);
                            startService(service, addresses.get(service), environment);
                        },
                        threads);
            }
            joinAll(all, threads);
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof StackFailure known
                    ? known
                    : new StackFailure(
                            "Bureau did not start, which is a bug: " + failure.getCause(), failure.getCause());
        }
        frontDoor = new FrontDoor(vertx, publicUrl, addresses);
        await(frontDoor.listen(options.port()), "The front door");
        keepLogs();
        warmUp();
        // Unpacking the stores the first time takes a heap that is not needed again.
        System.gc();
        state.ready();
        console.note("up after " + Duration.between(began, Instant.now()).toMillis() + " ms");
        if (!options.rehearsal()) {
            greet();
        }
    }

    /** Waits for all, or for the first that fails; the others are then given up. */
    private static void joinAll(CompletableFuture<?>[] all, ExecutorService threads) {
        var failed = new CompletableFuture<Void>();
        for (var one : all) {
            one.whenComplete((_, failure) -> {
                if (failure != null) {
                    failed.completeExceptionally(failure);
                }
            });
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(all), failed).join();
        } catch (CompletionException failure) {
            threads.shutdownNow();
            throw failure;
        }
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** In the order in which nothing under way is cut off: new requests, services, stores. Waits for each. */
    void stop() {
        if (frontDoor != null) {
            if (!options.rehearsal()) {
                console.say("Bureau is going down");
            }
            frontDoor.refuseNew();
            until(() -> frontDoor.inFlight() == 0, DRAIN, LOOK_AGAIN);
        }
        end(services, options.rehearsal() ? REHEARSAL_PATIENCE : STOP_PATIENCE);
        desktops.ifPresent(RunningDesktops::stop);
        end(stores, STOP_PATIENCE);
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(2, TimeUnit.SECONDS)
                .exceptionally(_ -> null)
                .join();
        state.end();
        ended.countDown();
    }

    private static void end(List<Supervised> parts, Duration patience) {
        for (var part : parts) {
            part.askToEnd();
        }
        for (var part : parts) {
            part.awaitEnd(patience);
        }
    }

    private Map<Service, Address> addresses(Ports ports) {
        var addresses = new EnumMap<Service, Address>(Service.class);
        for (var service : Service.values()) {
            var address = new Address(ports.of(service.module()), ports.of(service.module() + "-management"));
            addresses.put(service, address);
            if (!Files.exists(service.artifact(options.home()))) {
                throw new StackFailure(service.artifact(options.home()) + " is missing; ./bureau up builds it");
            }
        }
        return addresses;
    }

    private Map<String, String> databasePasswords() {
        var passwords = new HashMap<String, String>();
        for (var service : Service.values()) {
            if (service.hasSchema()) {
                passwords.put(service.id(), secrets.password("postgres-" + service.id()));
            }
        }
        return passwords;
    }

    private void startStore(Program program, BooleanSupplier isReady) {
        var store = start(program, stores);
        if (!comesUp(store, isReady, STORE_PATIENCE, LOOK_AGAIN)) {
            throw new StackFailure(program.name() + " does not come up; the end of its log says:\n"
                    + state.endOf(data.log(program.name())));
        }
    }

    private void startService(Service service, Address address, Map<String, String> environment) {
        var log = data.log(service.module());
        var program = options.rehearsal()
                ? ServiceProcess.rehearsal(service, options.home(), environment, log)
                : ServiceProcess.of(service, options.home(), environment, log);
        var process = start(program, services);
        if (!comesUp(process, () -> Readiness.of(address), SERVICE_PATIENCE, ASK_AGAIN)) {
            throw new StackFailure(
                    service.module() + " does not come up; the end of its log says:\n" + state.endOf(log));
        }
    }

    /** Whether it is seen ready once before it is hopeless. Being asked again at once it may be busy: its first work has come. */
    private static boolean comesUp(Supervised process, BooleanSupplier isReady, Duration patience, Duration interval) {
        var ready = new AtomicBoolean();
        until(
                () -> {
                    ready.set(isReady.getAsBoolean());
                    return ready.get() || process.deathsInARow() >= HOPELESS;
                },
                patience,
                interval);
        return ready.get();
    }

    private Supervised start(Program program, List<Supervised> among) {
        var supervised = new Supervised(program, ledger, console);
        among.add(supervised);
        try {
            supervised.start();
            return supervised;
        } catch (IOException failure) {
            throw new StackFailure(program.name() + " could not be started: " + failure.getMessage(), failure);
        }
    }

    /** The address of the container engine; without one Bureau starts all the same, and has no desktops. */
    private Optional<String> engine() {
        if (options.podman().isEmpty()) {
            options.engine().ifPresent(address -> desktopsRunOn(List.of("docker", "--host", address)));
            return options.engine();
        }
        var podman = new Podman(
                options.podman(), state.socket("podman.sock"), Podman.environment(System.getenv()), data.log("podman"));
        try {
            startEngine(podman);
            desktopsRunOn(options.podman());
            return Optional.of(podman.address());
        } catch (StackFailure failure) {
            console.say("There will be no desktops: " + failure.getMessage());
            return Optional.empty();
        }
    }

    private void desktopsRunOn(List<String> engine) {
        try {
            desktops = Optional.of(RunningDesktops.of(engine, installation(), data.run()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The name under which our desktops are told from those of other stacks on the same engine. */
    private String installation() {
        return "bureau-"
                + UUID.nameUUIDFromBytes(secrets.password("installation").getBytes(StandardCharsets.UTF_8));
    }

    private void startEngine(Podman podman) {
        start(podman, stores);
        if (!until(podman::isReady, ENGINE_PATIENCE, LOOK_AGAIN)) {
            throw new StackFailure("Podman does not answer on its socket; see " + data.log("podman"));
        }
    }

    /**
     * The first call between two services that have only just started can take longer than they wait for each other on a
     * busy machine. That call is ours, so that nobody else's is refused.
     */
    private void warmUp() {
        for (var path : WARMED) {
            until(() -> FirstAnswer.isGiven(publicUrl.resolve(path)), WARM_UP, ASK_AGAIN);
        }
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

    private void greet() {
        console.say("""
                Bureau is ready at %1$s

                  1. Open %1$s and sign in; the stand-ins for Google and GitHub ask for no password.
                  2. Make an API key under %1$s/settings?tab=apiKeys
                  3. Use it:  curl -H "Authorization: Bearer $KEY" %1$s/v1/me

                Logs are in %2$s (./bureau logs -f), the state is told by ./bureau status.
                """.formatted(publicUrl, data.logs()).stripTrailing());
    }

    private static void await(Future<?> listening, String what) {
        try {
            listening.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new StackFailure(
                    what + " cannot listen: " + failure.getCause().getMessage(), failure.getCause());
        } catch (TimeoutException failure) {
            throw new StackFailure(what + " did not come up within 10 s", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackFailure("Interrupted", interrupted);
        }
    }

    /** Whether {@code condition} came true within {@code patience}. */
    private static boolean until(BooleanSupplier condition, Duration patience, Duration interval) {
        var deadline = Instant.now().plus(patience);
        var pause = new CountDownLatch(1);
        try {
            while (!condition.getAsBoolean()) {
                if (Instant.now().isAfter(deadline)) {
                    return false;
                }
                pause.await(interval.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
