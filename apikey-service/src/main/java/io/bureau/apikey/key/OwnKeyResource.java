package io.bureau.apikey.key;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.bureau.apikey.key.KeyRotation.Rotated;
import io.bureau.apikey.usage.KeyUsages;
import io.bureau.apikey.usage.LastUse;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

/** The key that asks, in the hands of its program: it may look at itself, and replace itself if it was allowed to. */
@Path("/orgs/{organisation}/api/key")
@HttpAuthenticationMechanism("api-key")
@Authenticated
class OwnKeyResource {

    /** @param scopes its capabilities */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record OwnKey(String keyId, String name, Instant createdAt, Instant lastUsedAt, List<String> scopes) {}

    /** @param key the only time that it is shown */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record NewGeneration(String key, String keyId, Instant createdAt) {

        @Override
        public String toString() {
            return "NewGeneration[" + keyId + "]";
        }
    }

    private final KeyStore keys;
    private final KeyRotation rotation;
    private final KeyUsages usages;
    private final Store store;
    private final CurrentPrincipal principal;
    private final Clock clock;

    OwnKeyResource(
            KeyStore keys,
            KeyRotation rotation,
            KeyUsages usages,
            Store store,
            CurrentPrincipal principal,
            Clock clock) {
        this.keys = keys;
        this.rotation = rotation;
        this.usages = usages;
        this.store = store;
        this.principal = principal;
        this.clock = clock;
    }

    @GET
    public Uni<OwnKey> read(@RestPath String organisation) {
        var caller = callerOf(organisation);
        var id = caller.credential().id();
        return store.answer(keys.find(id, caller))
                .chain(key -> store.answer(usages.of(List.of(id), clock.instant()))
                        .map(usage -> ownKey(key, usage.get(id).last())));
    }

    /** The old key is dead before this is answered. */
    @POST
    @Path("/rotate")
    @PermissionsAllowed("key:rotate")
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    public Uni<NewGeneration> rotate(@RestPath String organisation) {
        var caller = callerOf(organisation);
        var secret = ApiKey.generate();
        return rotation.rotate(caller.credential().id(), RotationRequest.AT_ONCE, secret, caller)
                .map(Rotated::successor)
                .map(key -> new NewGeneration(secret.reveal(), key.id(), key.createdAt()));
    }

    private Principal callerOf(String organisation) {
        var caller = principal.get();
        if (!caller.organisation().uuid().equals(organisation)) {
            throw ApiException.notFound();
        }
        return caller;
    }

    private static OwnKey ownKey(KeyRecord key, LastUse last) {
        return new OwnKey(key.id(), key.name(), key.createdAt(), last == null ? null : last.at(), key.capabilities());
    }
}
