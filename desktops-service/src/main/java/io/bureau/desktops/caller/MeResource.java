package io.bureau.desktops.caller;

import io.bureau.desktops.caller.Profiles.Profile;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.principal.Principal;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells a caller whom and what its credential stands for. Any valid one will do. */
@Path("/v1/me")
@Authenticated
class MeResource {

    /**
     * @param email {@code null} for a user who is known no longer; so is {@code name}
     * @param key the key that asks; {@code null} for a session
     */
    record Me(
            String id,
            String email,
            String name,
            String role,
            String tier,
            Organisation organisation,
            List<String> capabilities,
            Key key) {}

    record Organisation(String id, String uuid, String name) {}

    record Key(String id, String name, Instant expiresAt) {}

    private final Profiles profiles;
    private final CurrentPrincipal principal;
    private final String tier;

    MeResource(
            Profiles profiles,
            CurrentPrincipal principal,
            @ConfigProperty(name = "bureau.desktops.default-tier") String tier) {
        this.profiles = profiles;
        this.principal = principal;
        this.tier = tier;
    }

    @GET
    public Uni<Me> me() {
        var caller = principal.get();
        return profiles.of(caller).map(profile -> describe(caller, profile));
    }

    private Me describe(Principal caller, Optional<Profile> profile) {
        var person = profile.map(Profile::user);
        var membership = profile.map(Profile::organisation);
        return new Me(
                caller.user(),
                person.map(Profiles.Person::email).orElse(null),
                person.map(Profiles.Person::name).orElse(null),
                membership.map(Profiles.Membership::role).orElse(caller.role()),
                tier,
                new Organisation(
                        caller.organisation().id(),
                        caller.organisation().uuid(),
                        membership
                                .map(Profiles.Membership::name)
                                .orElse(caller.organisation().name())),
                caller.held(),
                key(caller));
    }

    private static Key key(Principal caller) {
        var credential = caller.credential();
        return caller.isKey() ? new Key(credential.id(), credential.name(), credential.expiresAt()) : null;
    }
}
