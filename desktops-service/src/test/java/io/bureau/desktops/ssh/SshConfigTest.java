package io.bureau.desktops.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SshConfigTest {

    private final SshConfig config = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(SshConfig.class)
            .build()
            .getConfigMapping(SshConfig.class);

    @Test
    void theDefaultsAreAsTheContractSays() {
        assertEquals(Duration.ofSeconds(5), config.ssh().connectDeadline());
        assertEquals(Duration.ofSeconds(3), config.ssh().probeDeadline());
        assertEquals(Duration.ofSeconds(10), config.ssh().keepAlive());
    }
}
