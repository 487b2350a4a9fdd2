package io.bureau.desktops.desktop;

import java.time.Instant;

/** A desktop as its organisation sees it. */
record DesktopView(
        String id,
        String name,
        Status status,
        String tier,
        String image,
        String ipAddress,
        boolean agentReady,
        boolean keepAlive,
        int width,
        int height,
        Instant createdAt,
        Instant startedAt,
        String statusReason) {}
