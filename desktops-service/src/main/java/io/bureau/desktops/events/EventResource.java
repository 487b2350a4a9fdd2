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
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** What happens to an organisation's desktops, as server-sent events (WHATWG HTML, section 9.2). */
@Path("/v1/desktops/events")
class EventResource {

    record Told(String type, @JsonRawValue String payload) {}

    private final Followers followers;
    private final Metrics metrics;
    private final CurrentPrincipal principal;
    private final ObjectMapper json;

    EventResource(Followers followers, Metrics metrics, CurrentPrincipal principal, ObjectMapper json) {
        this.followers = followers;
        this.metrics = metrics;
        this.principal = principal;
        this.json = json;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @PermissionsAllowed("desktop:read")
    public Multi<OutboundSseEvent> follow(
            @RestHeader("Last-Event-ID") String lastEventId,
            @Parameter(
                            description =
                                    "Ids of desktops, joined by commas, to tell of what they use in desktop.metrics events")
                    @RestQuery("metrics")
                    String measured,
            Sse sse) {
        var after = lastEventId == null || lastEventId.isEmpty() ? null : Position.parse(lastEventId);
        var desktops = Measured.parse(measured);
        return (desktops.isEmpty() ? follow(after, sse) : follow(after, desktops, sse))
                .onItem()
                .transformToIterable(batch -> batch);
    }

    private Multi<List<OutboundSseEvent>> follow(Position after, Sse sse) {
        return Uni.createFrom()
                .deferred(() -> followers.follow(principal.get(), principal.asOf(), after))
                .onItem()
                .transformToMulti(told -> told)
                .map(batch -> toEvents(batch, sse));
    }

    private Multi<List<OutboundSseEvent>> follow(Position after, Set<String> desktops, Sse sse) {
        return metrics.follow(desktops, principal.get())
                .onItem()
                .transformToMulti(payloads ->
                        Beside.of(follow(after, sse), payloads.map(payload -> List.of(toEvent(payload, sse)))));
    }

    /** Without an id: whoever comes back goes on behind the last event that is kept. */
    private OutboundSseEvent toEvent(String metrics, Sse sse) {
        return sse.newEventBuilder()
                .data(write(new Told("desktop.metrics", metrics)))
                .build();
    }

    private List<OutboundSseEvent> toEvents(List<ToldEvent> batch, Sse sse) {
        return batch.isEmpty()
                ? List.of(sse.newEventBuilder().comment("").build())
                : batch.stream().map(event -> toEvent(event, sse)).toList();
    }

    private OutboundSseEvent toEvent(ToldEvent event, Sse sse) {
        return sse.newEventBuilder()
                .id(event.position().toText())
                .data(write(new Told(event.type(), event.payload())))
                .build();
    }

    private String write(Told told) {
        try {
            return json.writeValueAsString(told);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
