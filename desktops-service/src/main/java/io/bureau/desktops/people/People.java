package io.bureau.desktops.people;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.http.Service;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * What people are called. A name is told for people to read and decides nothing: no answer fails for want of one, and while
 * identity-service is away an older name serves.
 */
@ApplicationScoped
public class People {

    private static final Logger LOG = Logger.getLogger(People.class);
    private static final int MOST_REMEMBERED = 10_000;

    /** So many may be asked for at once. */
    private static final int MOST_ASKED = 100;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Person(String id, String name) {}

    private record Name(String text, Instant learned) {}

    private final InternalClients clients;
    private final PeopleConfig config;
    private final Clock clock;
    private final Cache<String, Name> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    People(InternalClients clients, PeopleConfig config, Clock clock) {
        this.clients = clients;
        this.config = config;
        this.clock = clock;
    }

    /** The names of these users by their ids, without those that are not to be had in time. */
    public Uni<Map<String, String>> names(Collection<String> users) {
        var oldest = clock.instant().minus(config.fresh());
        var unknown = users.stream()
                .distinct()
                .filter(user -> !isFresh(known.getIfPresent(user), oldest))
                .toList();
        return unknown.isEmpty()
                ? Uni.createFrom().item(() -> remembered(users))
                : OwnContext.resume(learn(unknown).map(_ -> remembered(users)));
    }

    private static boolean isFresh(Name name, Instant oldest) {
        return name != null && name.learned().isAfter(oldest);
    }

    private Map<String, String> remembered(Collection<String> users) {
        var names = new HashMap<String, String>();
        known.getAllPresent(users).forEach((user, name) -> names.put(user, name.text()));
        return names;
    }

    private Uni<Void> learn(List<String> users) {
        return Multi.createFrom()
                .iterable(inParts(users))
                .onItem()
                .transformToUniAndMerge(this::ask)
                .collect()
                .last()
                .ifNoItem()
                .after(config.deadline())
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debugf("names not learned why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> ask(List<String> users) {
        var query = users.stream().map(user -> "id=" + user).collect(Collectors.joining("&"));
        return clients.to(Service.IDENTITY)
                .get("/internal/people?" + query, Person[].class)
                .invoke(found -> Stream.of(found == null ? new Person[0] : found)
                        .filter(person -> person.name() != null)
                        .forEach(person -> known.put(person.id(), new Name(person.name(), clock.instant()))))
                .replaceWithVoid();
    }

    private static List<List<String>> inParts(List<String> users) {
        var parts = new ArrayList<List<String>>();
        for (int from = 0; from < users.size(); from += MOST_ASKED) {
            parts.add(users.subList(from, Math.min(from + MOST_ASKED, users.size())));
        }
        return parts;
    }
}
