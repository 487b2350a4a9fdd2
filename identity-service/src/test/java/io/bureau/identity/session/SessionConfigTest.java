package io.bureau.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionConfigTest {

    @Test
    void sessionsLiveSevenDaysIdleAndThirtyInAllUnlessToldOtherwise() {
        var config = new SmallRyeConfigBuilder()
                .withMapping(SessionConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .build()
                .getConfigMapping(SessionConfig.class);

        assertEquals(Duration.ofDays(7), config.idleLifetime());
        assertEquals(Duration.ofDays(30), config.absoluteLifetime());
        assertEquals(Duration.ofMinutes(1), config.lastSeenResolution());
    }
}
