package io.bureau.desktops.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;

/** The events of desktops, as they are added. */
@ApplicationScoped
public class EventLog implements PanacheRepositoryBase<StoredEvent, Long> {

    private final ObjectMapper json;

    EventLog(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Adds an event to the transaction at hand, so that it is told of exactly when it happened.
     *
     * @param type such as {@code desktop.status}
     */
    public Uni<Void> record(String organisation, String desktop, String type, Map<String, Object> payload, Instant at) {
        var event = new StoredEvent();
        event.at = at;
        event.organisationId = organisation;
        event.desktopId = desktop;
        event.type = type;
        event.payload = write(payload);
        return persist(event).replaceWithVoid();
    }

    private String write(Map<String, Object> payload) {
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
