package io.bureau.desktops.desktop;

/** Fired, on the replica where it happened, when somebody has taken control of a desktop or no longer has it. */
public record ControlChanged(String desktopId) {}
