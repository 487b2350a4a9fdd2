package io.bureau.apikey.capability;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bureau.kit.principal.Capability;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;

/** The capabilities there are, for whoever makes a key. */
@Path("/api/capabilities")
@HttpAuthenticationMechanism("session")
@Authenticated
class CapabilityResource {

    /** @param isDefault whether a key gets it when its creator names none */
    record Description(
            String id,
            String description,
            @JsonProperty("default") boolean isDefault) {}

    @GET
    public List<Description> list() {
        return Arrays.stream(Capability.values())
                .map(capability -> new Description(capability.id(), capability.description(), capability.isDefault()))
                .toList();
    }
}
