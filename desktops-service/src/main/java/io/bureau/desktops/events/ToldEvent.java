package io.bureau.desktops.events;

/** An event to be told of. {@code payload} is JSON. */
record ToldEvent(Position position, String organisation, String type, String payload) {}
