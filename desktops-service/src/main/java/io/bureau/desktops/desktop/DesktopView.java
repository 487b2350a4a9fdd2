package io.bureau.desktops.desktop;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A desktop as its organisation sees it.
 *
 * @param createdBy {@code null} only in what was written down before it was told
 */
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
        Creator createdBy,
        Instant startedAt,
        String statusReason) {

    /** @param name {@code null} if it is not known now */
    record Creator(String id, String name) {}

    /** The id of who created it. */
    Optional<String> creator() {
        return Optional.ofNullable(createdBy).map(Creator::id);
    }

    /** The same with the creator's name out of {@code names}, which go by their ids. */
    DesktopView named(Map<String, String> names) {
        return creator().map(id -> by(new Creator(id, names.get(id)))).orElse(this);
    }

    private DesktopView by(Creator creator) {
        return new DesktopView(
                id,
                name,
                status,
                tier,
                image,
                ipAddress,
                agentReady,
                keepAlive,
                width,
                height,
                createdAt,
                creator,
                startedAt,
                statusReason);
    }
}
