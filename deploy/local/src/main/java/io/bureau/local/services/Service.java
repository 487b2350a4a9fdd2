package io.bureau.local.services;

import java.nio.file.Path;
import java.util.Locale;

/** The services by the name that configuration and schemas know them under. */
public enum Service {
    IDENTITY,
    APIKEY,
    RATELIMIT,
    DESKTOPS;

    /** As in {@code bureau.services.<id>}; also the name of its schema, if it has one. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The module it is built by, which is also the name of its process and its log. */
    public String module() {
        return id() + "-service";
    }

    /** ratelimit-service keeps everything in Redis. */
    public boolean hasSchema() {
        return this != RATELIMIT;
    }

    /** Where what the JVM learned in a rehearsal lies, so that it need not be learned at every start (JEP 514). */
    Path startCache(Path home) {
        return home.resolve(module()).resolve("target/start.aot");
    }

    public Path artifact(Path home) {
        return home.resolve(module()).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
