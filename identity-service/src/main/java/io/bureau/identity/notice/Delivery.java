package io.bureau.identity.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.InternalClients;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Brings notices to their services, outside of any transaction. */
@ApplicationScoped
public class Delivery {

    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final InternalClients clients;
    private final Notices notices;
    private final Store store;
    private final ObjectMapper json;

    Delivery(InternalClients clients, Notices notices, Store store, ObjectMapper json) {
        this.clients = clients;
        this.notices = notices;
        this.store = store;
        this.json = json;
    }

    /**
     * Delivers a notice that is committed; the item is the service's answer. Fails with 503 {@code DEPENDENCY_UNAVAILABLE}
     * if it was not taken: the change stands all the same, and the notice is delivered until it is.
     */
    public <T> Uni<T> deliver(Notice notice, Class<T> answer) {
        return clients.to(notice.service())
                .post(notice.path(), read(notice.body()), answer)
                .onFailure()
                .transform(_ -> ApiException.dependencyUnavailable(
                        "It is done, but a part of Bureau has not confirmed it yet; it is told until it does"))
                .call(() -> settle(notice));
    }

    /** A notice that stays is delivered once more than needed, which harms nobody. */
    private Uni<Void> settle(Notice notice) {
        return store.answer(notices.remove(notice))
                .onFailure()
                .invoke(failure -> LOG.warnf("notice stays id=%s why=%s", notice.id(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
