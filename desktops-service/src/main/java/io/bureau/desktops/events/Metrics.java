package io.bureau.desktops.events;

import io.bureau.kit.principal.Principal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/** What desktops use. It is told of as it is measured, to those who follow just then, and kept nowhere. */
public interface Metrics {

    /**
     * The payloads of {@code desktop.metrics} events about those of these desktops that are in the principal's organisation,
     * as JSON, for as long as one listens; what is not taken in time is left out.
     */
    Uni<Multi<String>> follow(Set<String> desktops, Principal principal);
}
