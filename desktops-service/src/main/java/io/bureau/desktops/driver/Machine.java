package io.bureau.desktops.driver;

/**
 * A machine as its driver finds it.
 *
 * @param host where its SSH port can be reached from here; {@code null} unless it runs
 * @param sshPort 0 unless it runs
 * @param ipAddress its own address, among machines; {@code null} unless it runs
 */
public record Machine(String desktopId, boolean running, String host, int sshPort, String ipAddress) {}
