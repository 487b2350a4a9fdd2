package io.bureau.desktops.events;

import java.util.Set;

/** The types of events that the log holds. */
public final class EventTypes {

    public static final String STATUS = "desktop.status";
    public static final String AGENT_READY = "desktop.agentReady";
    public static final String CONTROL = "desktop.control";

    /** Whoever records another names it here, so that one can choose it. */
    public static final Set<String> ALL = Set.of(STATUS, AGENT_READY, CONTROL);

    private EventTypes() {}
}
