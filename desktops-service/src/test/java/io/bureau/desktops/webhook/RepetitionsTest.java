package io.bureau.desktops.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionsTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5));

    private final WebhooksConfig config = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(WebhooksConfig.class)
            .build()
            .getConfigMapping(WebhooksConfig.class);

    @Test
    void theDefaultsAreAsTheContractSays() {
        assertTrue(config.allowedTargets().isEmpty());
        assertTrue(config.trustedCertificates().isEmpty());
        assertEquals(10, config.perOrganisation());
        assertEquals(Duration.ofMillis(500), config.look());
        assertEquals(Duration.ofSeconds(15), config.attemptDeadline());
        assertEquals(Duration.ofSeconds(5), config.resolveDeadline());
        assertEquals(Duration.ofSeconds(30), config.lease());
        assertEquals(64, config.attemptsAtOnce());
        assertEquals(4, config.attemptsPerWebhook());
        assertEquals(Duration.ofDays(1), config.disableAfter());
        assertEquals(Duration.ofDays(7), config.retention());
    }

    @Test
    void aDeliveryIsTriedForADayAndThenTheWebhookIsDisabled() {
        var day = config.retries().stream().reduce(Duration.ZERO, Duration::plus);

        assertEquals(Duration.ofSeconds(5), config.retries().getFirst());
        assertTrue(day.compareTo(config.disableAfter()) >= 0, day.toString());
        assertTrue(day.compareTo(Duration.ofHours(25)) < 0, day.toString());
        assertTrue(config.lease().compareTo(config.attemptDeadline().plus(config.resolveDeadline())) > 0);
    }

    @Test
    void waitsGrowAndUpToATenthIsAdded() {
        assertEquals(Optional.of(Duration.ofSeconds(5)), new Repetitions(WAITS, () -> 0).next(0, null));
        assertEquals(Optional.of(Duration.ofMillis(5_250)), new Repetitions(WAITS, () -> 0.5).next(0, null));
        assertEquals(Optional.of(Duration.ofSeconds(330)), new Repetitions(WAITS, () -> 1).next(1, null));
        assertEquals(Optional.empty(), new Repetitions(WAITS, () -> 1).next(2, null));
    }

    @Test
    void aReceiverMayMakeItLongerButNotShorter() {
        var repetitions = new Repetitions(WAITS, () -> 0);

        assertEquals(Optional.of(Duration.ofSeconds(60)), repetitions.next(0, Duration.ofSeconds(60)));
        assertEquals(Optional.of(Duration.ofMinutes(5)), repetitions.next(1, Duration.ofSeconds(60)));
        assertEquals(Optional.empty(), repetitions.next(2, Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({
        "429, 120, PT2M",
        "503, 0, PT0S",
        "503, 999999999, PT24H",
        "429, 'Sat, 31 Jan 2026 12:00:30 GMT', PT30S",
    })
    void howLongAReceiverAsksToBeLeftAloneIsHeard(int status, String header, Duration wait) {
        assertEquals(wait, RetryAfter.of(status, header, NOW));
    }

    @ParameterizedTest
    @CsvSource({"500, 120", "429, soon", "429, -1", "429, 9999999999", "503, 'Sat, 31 Jan 2026 11:59:59 GMT'", "503,"})
    void whatSaysNothingIsPassedOver(int status, String header) {
        assertNull(RetryAfter.of(status, header, NOW));
    }
}
