package io.bureau.apikey.key;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Keys in the hands of people: a session makes, lists and revokes them, and no key ever does. */
@Path("/api/keys")
@HttpAuthenticationMechanism("session")
@Authenticated
class KeyResource {

    /** @param key the only time that it is shown */
    record CreatedKey(@JsonUnwrapped KeyView view, String key) {

        @Override
        public String toString() {
            return "CreatedKey[" + view.id() + "]";
        }
    }

    /**
     * @param replicas how many replicas confirmed that they refuse it
     * @param confirmedInMs milliseconds until the last of them did
     */
    record RevocationReceipt(String id, Instant revokedAt, int replicas, long confirmedInMs) {}

    /** @param replicas how many replicas confirmed what becomes of the old key */
    record RotatedKey(@JsonUnwrapped KeyView view, String key, int replicas, long confirmedInMs) {

        @Override
        public String toString() {
            return "RotatedKey[" + view.id() + "]";
        }
    }

    private final KeyStore keys;
    private final KeyCreation creation;
    private final KeyRotation rotation;
    private final Store store;
    private final KeyRevocation revocation;
    private final KeyViews views;
    private final CurrentPrincipal principal;

    KeyResource(
            KeyStore keys,
            KeyCreation creation,
            KeyRotation rotation,
            Store store,
            KeyRevocation revocation,
            KeyViews views,
            CurrentPrincipal principal) {
        this.keys = keys;
        this.creation = creation;
        this.rotation = rotation;
        this.store = store;
        this.revocation = revocation;
        this.views = views;
        this.principal = principal;
    }

    @POST
    @ResponseStatus(201)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    public Uni<CreatedKey> create(KeyRequest wanted) {
        if (wanted == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        var creator = principal.get();
        var secret = ApiKey.generate();
        return creation.create(wanted, secret, creator)
                .chain(views::ofNew)
                .map(view -> new CreatedKey(view, secret.reveal()));
    }

    @GET
    public Uni<List<KeyView>> list() {
        return store.answer(keys.list(principal.get())).chain(views::of);
    }

    /** A new generation of the key; the old one ends at once or after the overlap. */
    @POST
    @Path("/{id}/rotate")
    @ResponseStatus(201)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    public Uni<RotatedKey> rotate(@RestPath String id, RotationRequest wanted) {
        if (wanted == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        var secret = ApiKey.generate();
        return rotation.rotate(id, wanted, secret, principal.get())
                .chain(rotated -> views.ofNew(rotated.successor())
                        .map(view -> new RotatedKey(
                                view,
                                secret.reveal(),
                                rotated.receipt().replicas(),
                                rotated.receipt().confirmedInMs())));
    }

    @DELETE
    @Path("/{id}")
    public Uni<RevocationReceipt> revoke(@RestPath String id) {
        return revocation
                .revoke(id, principal.get())
                .map(confirmed -> new RevocationReceipt(
                        id,
                        confirmed.revokedAt(),
                        confirmed.receipt().replicas(),
                        confirmed.receipt().confirmedInMs()));
    }
}
