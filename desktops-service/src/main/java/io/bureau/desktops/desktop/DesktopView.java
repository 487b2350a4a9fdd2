package io.bureau.desktops.desktop;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A desktop as its organisation sees it.
 *
 * @param createdBy {@code null} only in what was written down before it was told
 * @param control who has taken it into his own hands; {@code null} for nobody
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
        Person createdBy,
        Instant startedAt,
        String statusReason,
        InControl control) {

    /** @param name {@code null} if it is not known now */
    record Person(String id, String name) {

        Person named(Map<String, String> names) {
            return new Person(id, names.get(id));
        }
    }

    /** @param screenshots whether programs may look meanwhile */
    record InControl(Person user, Instant since, Instant until, boolean screenshots) {

        static InControl of(Control control) {
            return new InControl(
                    new Person(control.user(), null), control.since(), control.until(), control.screenshots());
        }

        InControl named(Map<String, String> names) {
            return new InControl(user.named(names), since, until, screenshots);
        }
    }

    /** The ids of those it tells of. */
    Stream<String> people() {
        return Stream.of(
                        Optional.ofNullable(createdBy),
                        Optional.ofNullable(control).map(InControl::user))
                .flatMap(Optional::stream)
                .map(Person::id);
    }

    /** The same with the names of those people out of {@code names}, which go by their ids. */
    DesktopView named(Map<String, String> names) {
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
                createdBy == null ? null : createdBy.named(names),
                startedAt,
                statusReason,
                control == null ? null : control.named(names));
    }
}
