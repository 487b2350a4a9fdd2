package io.bureau.desktops.system;

import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.desktops.driver.Guard;
import io.bureau.desktops.driver.MachineFailed;
import io.bureau.kit.error.ApiException;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What desktops run on, and which of the things that keep them apart are in force. */
@Path("/v1/system")
class SystemResource {

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** @param tiers what a desktop of each gets, by name */
    record SystemView(
            String driver, Engine engine, Map<String, Tier> tiers, List<Property> isolation, Instant checkedAt) {}

    record Engine(String name, String version) {}

    record Tier(int cpus, int memoryMegabytes, int diskGigabytes) {}

    /** @param enforced whether it is, or {@code "unknown"} */
    record Property(
            String name,
            @Schema(oneOf = {Boolean.class, String.class}) Object enforced,
            String detail) {}

    private final Inspection inspection;
    private final Map<String, Tier> tiers;

    SystemResource(Inspection inspection, SystemConfig config) {
        this.inspection = inspection;
        this.tiers = config.tiers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> toTier(entry.getValue()), (one, _) -> one, TreeMap::new));
    }

    @GET
    @PermissionsAllowed("desktop:read")
    public Uni<SystemView> get() {
        return inspection
                .findings()
                .onFailure(failure -> failure instanceof EngineUnavailable || failure instanceof MachineFailed)
                .transform(failure -> ApiException.unavailable("ENGINE_UNAVAILABLE", failure.getMessage(), RETRY))
                .map(this::toView);
    }

    private SystemView toView(Findings found) {
        var report = found.report();
        return new SystemView(
                report.driver(),
                new Engine(report.engine(), report.version()),
                tiers,
                report.guards().stream().map(SystemResource::toProperty).toList(),
                found.at());
    }

    private static Property toProperty(Guard guard) {
        return new Property(
                guard.name(),
                switch (guard.enforced()) {
                    case YES -> true;
                    case NO -> false;
                    case UNKNOWN -> "unknown";
                },
                guard.detail());
    }

    private static Tier toTier(SystemConfig.Tier tier) {
        return new Tier(tier.cpus(), tier.memoryMegabytes(), tier.diskGigabytes());
    }
}
