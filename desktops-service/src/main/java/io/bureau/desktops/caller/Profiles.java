package io.bureau.desktops.caller;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * People and their organisations, as identity-service knows them. Callers who come together share one question, and an
 * answer serves for two more seconds: it says how somebody is called, not what he may do.
 */
@ApplicationScoped
class Profiles implements RevocationListener {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final int MOST = 10_000;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Profile(Person user, Membership organisation) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Person(String id, String email, String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Membership(String id, String uuid, String name, String role) {}

    private record Whom(String user, String organisation) {

        String path() {
            return "/internal/profiles/" + user + "?organisation=" + organisation;
        }
    }

    private final InternalClients clients;
    private final Cache<Whom, Uni<Optional<Profile>>> recent =
            Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(MOST).build();

    Profiles(InternalClients clients) {
        this.clients = clients;
    }

    /** The user behind the credential; empty if he is known no longer. Fails with 503 if identity-service is away. */
    Uni<Optional<Profile>> of(Principal principal) {
        var whom = new Whom(principal.user(), principal.organisation().id());
        return OwnContext.resume(recent.get(whom, this::ask));
    }

    /** Whoever lost something may have lost his role. */
    @Override
    public void onRevocation(Revocation revocation) {
        recent.invalidateAll();
    }

    @Override
    public void onGap() {
        recent.invalidateAll();
    }

    private Uni<Optional<Profile>> ask(Whom whom) {
        return Uni.createFrom()
                .deferred(() -> clients.to(Service.IDENTITY).get(whom.path(), Profile.class))
                .map(Optional::ofNullable)
                .onFailure()
                .invoke(() -> recent.invalidate(whom))
                .memoize()
                .indefinitely();
    }
}
