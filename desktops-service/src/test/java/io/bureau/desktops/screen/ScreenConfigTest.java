package io.bureau.desktops.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScreenConfigTest {

    private final ScreenConfig config = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(ScreenConfig.class)
            .build()
            .getConfigMapping(ScreenConfig.class);

    @Test
    void theDefaultsAreAsDocumented() {
        assertEquals(Duration.ofSeconds(60), config.idle());
        assertEquals(Duration.ofSeconds(4), config.patience());
        assertEquals(64L << 20, config.memory().asLongValue());
        assertEquals(64, config.waiting());
    }
}
