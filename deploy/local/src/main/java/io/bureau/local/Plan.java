package io.bureau.local;

import io.bureau.local.secrets.Secrets;
import io.bureau.local.services.Address;
import io.bureau.local.services.Replica;
import io.bureau.local.services.Replicas;
import io.bureau.local.services.Service;
import io.bureau.local.services.ServiceEnvironment;
import io.bureau.local.standin.SignInProviders;
import io.bureau.local.stores.Postgres;
import io.bureau.local.stores.Redis;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Which parts a stack has, where each will listen and what it will be told, before any of them runs. */
final class Plan {

    /** To Postgres, for one replica of each service and whoever looks on. */
    private static final int CONNECTIONS = 100;

    private final URI publicUrl;
    private final Secrets secrets;
    private final URI standIns;
    private final int replicasOfEach;
    private final Replicas replicas;
    private final Map<Service, Integer> spreads = new EnumMap<>(Service.class);
    private final Map<Service, String> urls = new EnumMap<>(Service.class);
    private final Map<String, String> passwords = new HashMap<>();
    private final SignInProviders providers;
    private final Postgres postgres;
    private final Redis redis;

    /** @throws StackFailure if a part was not built, or a port that may not change is taken */
    Plan(Options options, DataDirectory data) {
        this.publicUrl = URI.create("http://localhost:" + options.port());
        this.secrets = new Secrets(data.secrets());
        var ports = new Ports(data.root().resolve("ports"));
        this.standIns = URI.create("http://localhost:" + ports.lastingOf("sign-in"));
        // First, so that its keys are in the making while we go on.
        this.providers = new SignInProviders(System.getenv(), standIns, publicUrl, secrets);
        this.replicasOfEach = options.replicas();
        var all = new ArrayList<Replica>();
        for (var service : Service.values()) {
            requireBuilt(service.artifact(options.home()));
            for (int number = 1; number <= replicasOfEach; number++) {
                all.add(new Replica(service, number, address(Replica.name(service, number), ports)));
            }
            if (replicasOfEach == 1) {
                urls.put(service, all.getLast().address().url());
            } else {
                spreads.put(service, ports.of(service.module() + "-spread"));
                urls.put(service, "http://127.0.0.1:" + spreads.get(service));
            }
            if (service.hasSchema()) {
                passwords.put(service.id(), secrets.password("postgres-" + service.id()));
            }
        }
        this.replicas = new Replicas(all);
        this.postgres = new Postgres(
                data.postgres(),
                options.programs().resolve("postgres"),
                data.log("postgres"),
                ports.of("postgres"),
                CONNECTIONS * replicasOfEach,
                secrets.password("postgres-superuser"),
                passwords);
        this.redis = new Redis(
                data.redis(),
                options.programs().resolve("redis"),
                data.log("redis"),
                ports.of("redis"),
                secrets.password("redis"));
    }

    URI publicUrl() {
        return publicUrl;
    }

    URI standIns() {
        return standIns;
    }

    SignInProviders providers() {
        return providers;
    }

    Postgres postgres() {
        return postgres;
    }

    Redis redis() {
        return redis;
    }

    Replicas replicas() {
        return replicas;
    }

    /** The ports that lead to all replicas of a service, for services among themselves; none where each is alone. */
    Map<Service, Integer> spreads() {
        return spreads;
    }

    /** The name under which our desktops are told from those of other stacks on the same engine. */
    String installation() {
        return "bureau-"
                + UUID.nameUUIDFromBytes(secrets.password("installation").getBytes(StandardCharsets.UTF_8));
    }

    /** @param engine the address of the container engine, if there is one */
    Map<String, String> environment(Replica replica, Optional<String> engine) {
        return new ServiceEnvironment(
                        publicUrl,
                        urls,
                        secrets,
                        passwords,
                        postgres,
                        redis,
                        providers,
                        installation(),
                        engine,
                        System.getenv(),
                        replicasOfEach)
                .of(replica);
    }

    private static Address address(String name, Ports ports) {
        return new Address(ports.of(name), ports.of(name + "-management"));
    }

    private static void requireBuilt(Path artifact) {
        if (!Files.exists(artifact)) {
            throw new StackFailure(artifact + " is missing; ./bureau up builds it");
        }
    }
}
