package io.bureau.desktops.driver;

import java.util.List;

/**
 * What runs the machines, and what it does to keep them apart: what was found, not what was asked for.
 *
 * @param driver its name in the configuration, such as {@code container}
 * @param engine such as {@code Podman}
 */
public record EngineReport(String driver, String engine, String version, List<Guard> guards) {}
