package io.bureau.kit.token;

import io.bureau.kit.http.Service;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Internal tokens: where our signing keys lie, whose tokens we accept, and how long things live. */
@ConfigMapping(prefix = "bureau.token")
public interface TokenConfig {

    /** A directory of {@code <kid>.pem} files, each with a PRIVATE KEY (PKCS #8) and its PUBLIC KEY (X.509) on P-256. */
    Path keysDirectory();

    /** The services whose tokens we accept, by the name in {@code iss}; each needs its {@code bureau.services} entry. */
    Optional<Set<Service>> acceptedIssuers();

    @WithDefault("60s")
    Duration lifetime();

    /** No token that claims to live longer is accepted, whoever signed it. */
    @WithDefault("5m")
    Duration maxLifetime();

    @WithDefault("30s")
    Duration clockSkew();

    /** How long a fetched key set is good; a new signing key is published this long before it signs. */
    @WithDefault("60s")
    Duration jwksLifetime();

    /** After a fetch, unknown key ids cause no other for this long. */
    @WithDefault("10s")
    Duration jwksCooldown();

    /** How often the directory is read again. */
    @WithDefault("5s")
    Duration keysRefresh();
}
