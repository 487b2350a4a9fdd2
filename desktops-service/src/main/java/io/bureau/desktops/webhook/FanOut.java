package io.bureau.desktops.webhook;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.desktops.events.EventReader;
import io.bureau.desktops.events.Position;
import io.bureau.desktops.events.ToldEvent;
import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes deliveries of events, in the order in which all readers see them. How far that has come is stored with the deliveries
 * in one transaction: none is made twice, and none is left out, whichever replica goes on.
 */
@ApplicationScoped
class FanOut {

    private static final int MOST = 200;

    private static final String BEHIND = """
            SELECT count(*) FROM webhook_cursor c
            WHERE EXISTS (SELECT 1 FROM webhook WHERE enabled)
              AND (c.transaction > pg_snapshot_xmin(pg_current_snapshot())
                OR EXISTS (SELECT 1 FROM event e WHERE (e.transaction, e.sequence) > (c.transaction, c.sequence)
                    AND e.transaction < pg_snapshot_xmin(pg_current_snapshot())))
            """;

    /** In a store that was restored from a dump transactions are counted anew: it goes on with what comes now. */
    private static final String TAKE = """
            SELECT CAST(CASE WHEN c.transaction > now.x THEN now.x ELSE c.transaction END AS text),
                   CASE WHEN c.transaction > now.x THEN 0 ELSE c.sequence END
            FROM webhook_cursor c, (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS x) now
            FOR UPDATE OF c SKIP LOCKED
            """;

    private static final String ADVANCE = """
            UPDATE webhook_cursor
            SET transaction = CAST(CAST(:transaction AS text) AS xid8), sequence = :sequence
            """;

    /** What is signed and sent. */
    record Message(
            String type, Instant timestamp, @JsonRawValue String data) {}

    private final EventReader events;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final ObjectMapper json;
    private final Clock clock;

    FanOut(EventReader events, Webhooks webhooks, Deliveries deliveries, ObjectMapper json, Clock clock) {
        this.events = events;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.json = json;
        this.clock = clock;
    }

    /** Whether there are events of which no deliveries were made, and somebody who may want them. */
    @WithSession
    Uni<Boolean> isBehind() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(BEHIND, Long.class).getSingleResult())
                .map(found -> found > 0);
    }

    /** Makes the deliveries of the next events, unless another replica is at it. */
    @WithTransaction
    Uni<Void> advance() {
        return take().chain(position -> position == null ? Uni.createFrom().voidItem() : advance(position));
    }

    private static Uni<Position> take() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(TAKE, Object[].class).getSingleResultOrNull())
                .map(row -> row == null ? null : new Position((String) row[0], (Long) row[1]));
    }

    private Uni<Void> advance(Position position) {
        return events.after(position, MOST)
                .call(this::make)
                .chain(found ->
                        store(found.isEmpty() ? position : found.getLast().position()));
    }

    private Uni<Void> make(List<ToldEvent> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var organisations = found.stream().map(ToldEvent::organisation).collect(Collectors.toSet());
        return webhooks.enabledOf(organisations).chain(listeners -> persist(made(found, listeners)));
    }

    /** Nothing at all is nothing that can be persisted. */
    private Uni<Void> persist(List<StoredDelivery> made) {
        return made.isEmpty() ? Uni.createFrom().voidItem() : deliveries.persist(made);
    }

    private List<StoredDelivery> made(List<ToldEvent> found, List<StoredWebhook> listeners) {
        var made = new ArrayList<StoredDelivery>();
        for (var event : found) {
            for (var webhook : listeners) {
                if (webhook.organisationId.equals(event.organisation()) && webhook.wants(event.type(), event.at())) {
                    made.add(delivery(webhook, event.type(), event.at(), event.payload()));
                }
            }
        }
        return made;
    }

    /** A delivery that is due now. {@code data} is JSON. */
    StoredDelivery delivery(StoredWebhook webhook, String type, Instant at, String data) {
        var delivery = new StoredDelivery();
        delivery.id = Ids.next("msg");
        delivery.webhookId = webhook.id;
        delivery.type = type;
        delivery.body = write(new Message(type, at, data));
        delivery.createdAt = clock.instant();
        delivery.become(delivery.createdAt);
        return delivery;
    }

    private static Uni<Void> store(Position position) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADVANCE)
                        .setParameter("transaction", position.transaction())
                        .setParameter("sequence", position.sequence())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private String write(Message message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
