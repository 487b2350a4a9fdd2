package io.bureau.desktops.metrics;

import java.time.Instant;

/**
 * The payload of a {@code desktop.metrics} event.
 *
 * @param cpuPercent of the processors that its tier has, 0 to 100, since the last one
 * @param memoryLimitBytes enforced
 * @param diskBytes what its home takes; {@code null} until that was counted
 * @param diskLimitBytes what its tier promises, whether or not the driver enforces it
 */
record Measurement(
        String id,
        double cpuPercent,
        long memoryBytes,
        long memoryLimitBytes,
        Long diskBytes,
        long diskLimitBytes,
        Instant at) {}
