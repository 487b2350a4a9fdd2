package io.bureau.desktops.events;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;

/** What happens to an organisation's desktops, as server-sent events (WHATWG HTML, section 9.2). */
@Path("/v1/desktops/events")
class EventResource {

    record Told(String type, @JsonRawValue String payload) {}

    private final Followers followers;
    private final CurrentPrincipal principal;
    private final ObjectMapper json;

    EventResource(Followers followers, CurrentPrincipal principal, ObjectMapper json) {
        this.followers = followers;
        this.principal = principal;
        this.json = json;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @PermissionsAllowed("desktop:read")
    public Multi<OutboundSseEvent> follow(@RestHeader("Last-Event-ID") String lastEventId, Sse sse) {
        var after = lastEventId == null || lastEventId.isEmpty() ? null : Position.parse(lastEventId);
        return Uni.createFrom()
                .deferred(() -> followers.follow(principal.get(), principal.asOf(), after))
                .onItem()
                .transformToMulti(told -> told)
                .onItem()
                .transformToIterable(batch -> toEvents(batch, sse));
    }

    private List<OutboundSseEvent> toEvents(List<ToldEvent> batch, Sse sse) {
        return batch.isEmpty()
                ? List.of(sse.newEventBuilder().comment("").build())
                : batch.stream().map(event -> toEvent(event, sse)).toList();
    }

    private OutboundSseEvent toEvent(ToldEvent event, Sse sse) {
        try {
            return sse.newEventBuilder()
                    .id(event.position().toText())
                    .data(json.writeValueAsString(new Told(event.type(), event.payload())))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
