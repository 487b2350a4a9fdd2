package io.bureau.desktops.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExecConfigTest {

    private final ExecConfig config = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(ExecConfig.class)
            .build()
            .getConfigMapping(ExecConfig.class);

    @Test
    void theDefaultsAreAsTheContractSays() {
        assertEquals(32, config.atOnce());
        assertEquals(1 << 20, config.outputLimit().asLongValue());
        assertEquals(Duration.ofSeconds(4), config.killDeadline());
    }
}
