package io.bureau.apikey.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SecretScanningConfigTest {

    @Test
    void gitHubItselfIsAskedUnlessToldOtherwise() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(SecretScanningConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(SecretScanningConfig.class);

        assertEquals(URI.create("https://api.github.com/meta/public_keys/secret_scanning"), config.keysUrl());
        assertEquals(Duration.ofHours(24), config.keysLifetime());
        assertEquals(Duration.ofSeconds(60), config.keysCooldown());
        assertEquals(Duration.ofSeconds(5), config.keysDeadline());
        assertEquals(1000, config.mostTokens());
    }
}
