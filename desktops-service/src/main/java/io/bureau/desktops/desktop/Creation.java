package io.bureau.desktops.desktop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.desktops.driver.MachineFailed;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Makes desktops: of the tiers and images there are, and only while there is an engine to run them. */
@ApplicationScoped
class Creation {

    private static final Logger LOG = Logger.getLogger(Creation.class);
    private static final Duration ENGINE_RETRY = Duration.ofSeconds(5);

    private final DesktopStore desktops;
    private final Store store;
    private final EngineCheck engine;
    private final DesktopAccess access;
    private final Reconciler reconciler;
    private final Images images;
    private final DesktopsConfig config;
    private final ObjectMapper json;

    Creation(
            DesktopStore desktops,
            Store store,
            EngineCheck engine,
            DesktopAccess access,
            Reconciler reconciler,
            Images images,
            DesktopsConfig config,
            ObjectMapper json) {
        this.desktops = desktops;
        this.store = store;
        this.engine = engine;
        this.access = access;
        this.reconciler = reconciler;
        this.images = images;
        this.config = config;
        this.json = json;
    }

    /**
     * Creates a desktop, which the reconciler goes on to make, or only looks whether it answers if it was ready.
     *
     * @param idempotencyKey the header of that name; {@code null} for none
     * @return the desktop as it begins; fails with 400 if there is no such tier or image, with 422 if the key was used for
     *     something else, with 503 {@code ENGINE_UNAVAILABLE} if nothing could run it
     */
    Uni<DesktopView> create(NewDesktop wanted, String idempotencyKey, Principal creator) {
        var desktop = newDesktop(wanted);
        var key = idempotencyKey == null ? null : IdempotencyKey.of(idempotencyKey, write(wanted));
        return engine.answers(desktop.id)
                .onFailure(failure -> failure instanceof EngineUnavailable || failure instanceof MachineFailed)
                .transform(Creation::unavailable)
                .invoke(() -> access.equip(desktop))
                .chain(() -> store.answer(
                        key == null
                                ? desktops.create(desktop, wanted.start(), creator)
                                : desktops.createOnce(desktop, wanted.start(), creator, key)))
                .invoke(view -> reconciler.wake(view.id()));
    }

    private static Throwable unavailable(Throwable failure) {
        LOG.warnf("engine not answering why=%s", failure.getMessage());
        return ApiException.unavailable("ENGINE_UNAVAILABLE", failure.getMessage(), ENGINE_RETRY);
    }

    private StoredDesktop newDesktop(NewDesktop wanted) {
        var desktop = new StoredDesktop();
        desktop.id = Ids.next("dsk");
        desktop.name = wanted.name();
        desktop.keepAlive = wanted.keepAlive();
        desktop.be(kind(wanted));
        return desktop;
    }

    private Kind kind(NewDesktop wanted) {
        var tierName = Objects.requireNonNullElse(wanted.tier(), config.defaultTier());
        var tier = choose("tier", tierName, config.tiers());
        var image = choose("image", Objects.requireNonNullElse(wanted.image(), Images.DEFAULT), images.byName());
        return Kind.of(image, tierName, tier, wanted.width(), wanted.height());
    }

    private static <T> T choose(String field, String name, Map<String, T> known) {
        var chosen = known.get(name);
        if (chosen == null) {
            var names = String.join(", ", new TreeMap<>(known).keySet());
            throw ApiException.invalid(field, "must be one of " + names);
        }
        return chosen;
    }

    private String write(NewDesktop wanted) {
        try {
            return json.writeValueAsString(wanted);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
