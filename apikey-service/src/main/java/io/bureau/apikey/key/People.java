package io.bureau.apikey.key;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Principal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Those who have to do with keys, as identity-service knows them now. */
@ApplicationScoped
class People {

    private static final Logger LOG = Logger.getLogger(People.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int AT_ONCE = 100;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Person(String id, String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Profile(Organisation organisation) {}

    /** @param role what the person is in it */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Organisation(String role) {}

    private final InternalClients clients;

    People(InternalClients clients) {
        this.clients = clients;
    }

    /** The names by user id, as many as can be had in half a second: a list without a name is better than none. */
    Uni<Map<String, String>> names(Collection<String> users) {
        var names = new ConcurrentHashMap<String, String>();
        return Multi.createFrom()
                .iterable(batches(List.copyOf(users)))
                .onItem()
                .transformToUniAndMerge(this::ask)
                .invoke(people -> people.forEach(person -> names.put(person.id(), person.name())))
                .collect()
                .last()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debugf("not every name is known why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWith(() -> Map.copyOf(names));
    }

    /** Whether the user behind the principal belongs to its organisation at this moment, whatever a cache may hold. */
    Uni<Boolean> isMember(Principal principal) {
        return role(principal.user(), principal.organisation().id()).map(role -> role != null);
    }

    /** What the user is in the organisation; {@code null} if he is not in it. */
    Uni<String> role(String user, String organisation) {
        return clients.to(Service.IDENTITY)
                .get("/internal/profiles/" + user + "?organisation=" + organisation, Profile.class)
                .map(profile -> profile == null ? null : profile.organisation().role());
    }

    private Uni<List<Person>> ask(List<String> users) {
        var ids = users.stream().map(user -> "id=" + user).collect(Collectors.joining("&"));
        return clients.to(Service.IDENTITY)
                .get("/internal/people?" + ids, Person[].class)
                .map(people -> people == null
                        ? List.of()
                        : Arrays.stream(people)
                                .filter(person -> person.name() != null)
                                .toList());
    }

    private static List<List<String>> batches(List<String> users) {
        return IntStream.iterate(0, start -> start < users.size(), start -> start + AT_ONCE)
                .mapToObj(start -> users.subList(start, Math.min(start + AT_ONCE, users.size())))
                .toList();
    }
}
