package io.bureau.identity.account;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.store.Store;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestQuery;

/** Tells the other services the names that go with ids which outlive a membership, such as that of a desktop's creator. */
@Path("/internal/people")
@HttpAuthenticationMechanism("internal")
@RolesAllowed({"apikey-service", "desktops-service"})
class PeopleResource {

    private static final int MOST = 100;

    private final People people;
    private final Store store;

    PeopleResource(People people, Store store) {
        this.people = people;
        this.store = store;
    }

    /** In the order asked for; without those whom nobody has ever known. */
    @GET
    public Uni<List<Profile.User>> find(@RestQuery("id") List<String> ids) {
        var asked = ids.stream().distinct().toList();
        if (asked.isEmpty() || asked.size() > MOST) {
            throw ApiException.invalid("id", "must be given 1 to " + MOST + " times");
        }
        return store.answer(people.byId(asked))
                .map(found ->
                        asked.stream().map(found::get).filter(Objects::nonNull).toList());
    }
}
