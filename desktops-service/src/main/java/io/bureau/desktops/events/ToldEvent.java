package io.bureau.desktops.events;

import java.time.Instant;

/** An event to be told of. {@code payload} is JSON. */
public record ToldEvent(Position position, String organisation, String type, String payload, Instant at) {}
