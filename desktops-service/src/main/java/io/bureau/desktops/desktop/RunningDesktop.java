package io.bureau.desktops.desktop;

import io.bureau.desktops.ssh.SshTarget;

/**
 * A desktop that runs, with what its tier has given it and the way into it.
 *
 * @param diskBytes for its home
 */
public record RunningDesktop(String id, int cpus, long memoryBytes, long diskBytes, SshTarget target) {}
