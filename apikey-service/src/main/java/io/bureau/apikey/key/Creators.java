package io.bureau.apikey.key;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.Service;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The names of those who made keys, as identity-service knows them now. */
@ApplicationScoped
class Creators {

    private static final Logger LOG = Logger.getLogger(Creators.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int AT_ONCE = 8;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Profile(Person user) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Person(String id, String name) {}

    private final InternalClients clients;

    Creators(InternalClients clients) {
        this.clients = clients;
    }

    /** The names by user id, as many as can be had in half a second: a list without a name is better than none. */
    Uni<Map<String, String>> names(Collection<String> users, String organisation) {
        var names = new ConcurrentHashMap<String, String>();
        return Multi.createFrom()
                .iterable(Set.copyOf(users))
                .onItem()
                .transformToUni(user -> profile(user, organisation))
                .merge(AT_ONCE)
                .invoke(person -> names.put(person.id(), person.name()))
                .collect()
                .last()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithNull()
                .replaceWith(() -> Map.copyOf(names));
    }

    private Uni<Person> profile(String user, String organisation) {
        return clients.to(Service.IDENTITY)
                .get("/internal/profiles/" + user + "?organisation=" + organisation, Profile.class)
                .map(profile -> profile == null ? null : profile.user())
                .onItem()
                .transform(person -> person == null || person.name() == null ? null : person)
                .onFailure()
                .invoke(failure -> LOG.debugf("no profile user=%s why=%s", user, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
