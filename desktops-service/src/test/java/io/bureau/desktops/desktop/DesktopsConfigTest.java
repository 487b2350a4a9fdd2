package io.bureau.desktops.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DesktopsConfigTest {

    private final DesktopsConfig config = shipped();

    @Test
    void theDefaultsAreAsTheContractSays() {
        assertEquals("localhost/bureau-desktop:latest", config.image());
        assertEquals("pro", config.defaultTier());
        assertEquals(Set.of("free", "pro", "max"), config.tiers().keySet());
        assertTier("free", 2, 4096, 20);
        assertTier("pro", 4, 8192, 40);
        assertTier("max", 4, 16_384, 80);
        assertEquals(Duration.ofHours(24), config.idempotencyRetention());
        assertEquals(Optional.empty(), config.idleStop());
    }

    @Test
    void aLeaseOutlivesEveryCallMadeUnderIt() {
        var reconcile = config.reconcile();

        assertTrue(reconcile.lease().compareTo(reconcile.callDeadline()) > 0);
    }

    private void assertTier(String name, int cpus, int memoryMegabytes, int diskGigabytes) {
        var tier = config.tiers().get(name);
        assertEquals(cpus, tier.cpus());
        assertEquals(memoryMegabytes, tier.memoryMegabytes());
        assertEquals(diskGigabytes, tier.diskGigabytes());
    }

    private static DesktopsConfig shipped() {
        try {
            var properties = Path.of("src/main/resources/application.properties");
            return new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withSources(new PropertiesConfigSource(properties.toUri().toURL()))
                    .withMapping(DesktopsConfig.class)
                    .build()
                    .getConfigMapping(DesktopsConfig.class);
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
