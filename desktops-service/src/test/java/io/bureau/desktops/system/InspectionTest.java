package io.bureau.desktops.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bureau.desktops.ScriptedDriver;
import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.testkit.SettableClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InspectionTest {

    private final SystemConfig config = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(SystemConfig.class)
            .build()
            .getConfigMapping(SystemConfig.class);
    private final ScriptedDriver driver = new ScriptedDriver();
    private final SettableClock clock = new SettableClock();
    private final Inspection inspection = new Inspection(driver, config, clock);

    @Test
    void whatWasFoundOutCountsForAWhileWhateverBecomesOfTheEngine() {
        var first = findings();
        driver.away(true);
        clock.advance(Duration.ofMinutes(4).plusSeconds(50));
        assertEquals(first, findings());
        assertEquals(1, driver.reports());

        clock.advance(Duration.ofSeconds(10));
        assertThrows(EngineUnavailable.class, this::findings);

        driver.away(false);
        assertNotEquals(first.at(), findings().at());
    }

    @Test
    void anEngineThatIsAwayIsLookedAtAgain() {
        driver.away(true);
        look();
        driver.away(false);
        look();

        assertEquals(1, driver.reports());
    }

    private void look() {
        inspection.look().await().atMost(Duration.ofSeconds(5));
    }

    private Findings findings() {
        return inspection.findings().await().atMost(Duration.ofSeconds(5));
    }
}
