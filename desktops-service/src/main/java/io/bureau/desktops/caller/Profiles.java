package io.bureau.desktops.caller;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Principal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** People and their organisations, as identity-service knows them now. */
@ApplicationScoped
class Profiles {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Profile(Person user, Membership organisation) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Person(String id, String email, String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Membership(String id, String uuid, String name, String role) {}

    private final InternalClients clients;

    Profiles(InternalClients clients) {
        this.clients = clients;
    }

    /** The user behind the credential; empty if he is known no longer. Fails with 503 if identity-service is away. */
    Uni<Optional<Profile>> of(Principal principal) {
        var path = "/internal/profiles/" + principal.user() + "?organisation="
                + principal.organisation().id();
        return clients.to(Service.IDENTITY).get(path, Profile.class).map(Optional::ofNullable);
    }
}
