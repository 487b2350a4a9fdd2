package io.bureau.desktops.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolTest {

    private static final Map<String, String> BASE = Map.of(
            "bureau.desktops.default-tier", "pro",
            "bureau.desktops.sweep-interval", "5s",
            "bureau.desktops.tiers.free.cpus", "2",
            "bureau.desktops.tiers.free.memory-megabytes", "4096",
            "bureau.desktops.tiers.free.disk-gigabytes", "20",
            "bureau.desktops.tiers.pro.cpus", "4",
            "bureau.desktops.tiers.pro.memory-megabytes", "8192",
            "bureau.desktops.tiers.pro.disk-gigabytes", "40",
            "bureau.desktops.images.small.reference", "example.org/small:1");

    @Test
    void thereIsNoneUnlessOneIsConfigured() {
        assertTrue(pool(Map.of()).wanted().isEmpty());
        assertTrue(pool(Map.of("bureau.desktops.pool.spares", "")).wanted().isEmpty());
    }

    @Test
    void whatIsWantedIsKnownByKind() {
        var pool = pool(spares("default/pro=2, small/free/1920x1080=1,default/free=0"));

        var usual = new Kind("default", "localhost/bureau-desktop:latest", "pro", 4, 8192, 40, 1280, 800);
        var wide = new Kind("small", "example.org/small:1", "free", 2, 4096, 20, 1920, 1080);
        var none = new Kind("default", "localhost/bureau-desktop:latest", "free", 2, 4096, 20, 1280, 800);
        assertEquals(Map.of(usual, 2, wide, 1, none, 0), pool.wanted());
        assertEquals(List.of(usual, wide, none), List.copyOf(pool.wanted().keySet()));
        assertTrue(pool.holds(usual));
        assertFalse(pool.holds(none));
        assertFalse(pool.holds(new Kind("small", "example.org/small:1", "free", 2, 4096, 20, 1280, 800)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "default/huge=1 | default/huge=1 names the tier huge; there are free, pro",
                "big/pro=1 | big/pro=1 names the image big; there are default, small",
                "default=1 | default=1 is not like default/pro=2 or default/pro/1920x1080=2",
                "default/pro | default/pro is not like default/pro=2 or default/pro/1920x1080=2",
                "default/pro=-1 | default/pro=-1 is not like default/pro=2 or default/pro/1920x1080=2",
                "default/pro=1000 | default/pro=1000 is not like default/pro=2 or default/pro/1920x1080=2",
                "default/pro/wide=1 | default/pro/wide=1 is not like default/pro=2 or default/pro/1920x1080=2",
                "default/pro/639x480=1 | default/pro/639x480=1 has a screen of a size that no desktop can have",
                "default/pro/640x2161=1 | default/pro/640x2161=1 has a screen of a size that no desktop can have",
                "default/pro=1,default/pro/1280x800=2 | default/pro/1280x800=2 is of a kind that was named before"
            })
    void whatIsWrongIsSaid(String spares, String why) {
        var said = assertThrows(IllegalArgumentException.class, () -> pool(spares(spares)));

        assertEquals("bureau.desktops.pool.spares: " + why, said.getMessage());
    }

    @Test
    void oneAtATimeIsTheLeast() {
        var wrong =
                assertThrows(IllegalArgumentException.class, () -> pool(Map.of("bureau.desktops.pool.at-once", "0")));

        assertEquals("bureau.desktops.pool.at-once must be 1 or more", wrong.getMessage());
    }

    private static Map<String, String> spares(String spares) {
        return Map.of("bureau.desktops.pool.spares", spares);
    }

    private static Pool pool(Map<String, String> more) {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(
                        new PropertiesConfigSource(BASE, "base", 100), new PropertiesConfigSource(more, "more", 200))
                .withMapping(DesktopsConfig.class)
                .withMapping(PoolConfig.class)
                .withValidateUnknown(false)
                .build();
        var desktops = config.getConfigMapping(DesktopsConfig.class);
        return new Pool(config.getConfigMapping(PoolConfig.class), new Images(desktops), desktops);
    }
}
