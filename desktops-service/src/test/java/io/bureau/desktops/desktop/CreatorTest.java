package io.bureau.desktops.desktop;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.havingExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.create;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has created a desktop, by name as identity-service tells it. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class CreatorTest {

    private static final String PEOPLE = "/internal/people";

    @Inject
    ScriptedDriver driver;

    private final Principal owner = Principals.owner();
    private final Principal member = Principals.session(owner.organisation(), Ids.next("usr"), "member");

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
    }

    @Test
    void everyAnswerNamesTheCreatorWhoeverAsks() {
        identityKnows("Ada", owner.user());
        var id = asSession(owner)
                .body("{\"name\":\"n\",\"start\":false}")
                .post("/v1/desktops")
                .then()
                .statusCode(201)
                .body("createdBy.id", is(owner.user()))
                .body("createdBy.name", is("Ada"))
                .extract()
                .<String>path("id");

        asSession(member).get("/v1/desktops").then().body("createdBy.name", contains("Ada"));
        asSession(member).get("/v1/desktops/" + id).then().body("createdBy.name", is("Ada"));
        asSession(member)
                .body("{\"name\":\"m\"}")
                .patch("/v1/desktops/" + id)
                .then()
                .body("createdBy.id", is(owner.user()))
                .body("createdBy.name", is("Ada"));
        asSession(member).post("/v1/desktops/" + id + "/start").then().body("createdBy.name", is("Ada"));
    }

    @Test
    void aKeysCreatorIsTheCreatorOfItsDesktops() {
        var key = Principals.key("desktop:manage");
        identityKnows("Grace", key.user());

        asKey(key)
                .body("{\"name\":\"n\",\"start\":false}")
                .post("/v1/desktops")
                .then()
                .body("createdBy.id", is(key.user()))
                .body("createdBy.name", is("Grace"));
    }

    @Test
    void aPageAsksOnceForAllItsCreators() {
        create(owner, "{\"name\":\"1\",\"start\":false}");
        create(member, "{\"name\":\"2\",\"start\":false}");
        create(owner, "{\"name\":\"3\",\"start\":false}");
        identityKnows("Ada", owner.user());
        Peers.server().resetRequests();
        Peers.server()
                .stubFor(get(urlPathEqualTo(PEOPLE))
                        .willReturn(okJson(people(owner.user(), "Ada", member.user(), "Grace"))));

        asSession(owner).get("/v1/desktops").then().body("createdBy.name", contains("Ada", "Grace", "Ada"));

        Peers.server()
                .verify(
                        1,
                        getRequestedFor(urlPathEqualTo(PEOPLE))
                                .withQueryParam("id", havingExactly(owner.user(), member.user())));
        asSession(owner).get("/v1/desktops").then().body("createdBy.name", contains("Ada", "Grace", "Ada"));
        Peers.server().verify(1, getRequestedFor(urlPathEqualTo(PEOPLE)));
    }

    @Test
    void noMoreThanAHundredAreAskedForAtOnce() throws SQLException {
        create(owner, "{\"name\":\"1\",\"start\":false}");
        manyMore(149);
        Peers.server().resetRequests();
        Peers.server().stubFor(get(urlPathEqualTo(PEOPLE)).willReturn(okJson("[]")));

        asSession(owner).get("/v1/desktops?limit=200").then().statusCode(200).body("size()", is(150));

        var asked = Peers.server().findAll(getRequestedFor(urlPathEqualTo(PEOPLE))).stream()
                .map(request -> request.queryParameter("id").values())
                .toList();
        assertEquals(
                List.of(100, 50),
                asked.stream().map(List::size).sorted((a, b) -> b - a).toList());
        var all = new HashSet<String>();
        asked.forEach(all::addAll);
        assertEquals(150, all.size());
    }

    @Test
    void aCreatorWhomNobodyKnowsHasNoName() {
        Peers.server().stubFor(get(urlPathEqualTo(PEOPLE)).willReturn(okJson("[]")));
        var id = create(owner, "{\"name\":\"n\",\"start\":false}");

        asSession(owner)
                .get("/v1/desktops/" + id)
                .then()
                .statusCode(200)
                .body("createdBy.id", is(owner.user()))
                .body("createdBy.name", nullValue());
    }

    @Test
    void s50_withIdentityServiceAwayThereIsAnAnswerWithoutNames() {
        Peers.server().stubFor(get(urlPathEqualTo(PEOPLE)).willReturn(serverError()));
        var id = create(owner, "{\"name\":\"n\",\"start\":false}");

        asSession(owner).get("/v1/desktops/" + id).then().statusCode(200).body("createdBy.name", nullValue());
        asSession(owner).get("/v1/desktops").then().statusCode(200).body("createdBy.name", contains(nullValue()));
    }

    @Test
    void s50_aSlowIdentityServiceHoldsAnAnswerUpForAMomentOnly() {
        var id = create(owner, "{\"name\":\"n\",\"start\":false}");
        var asked = asSession(owner);
        asked.get("/v1/desktops/" + id).then().statusCode(200);
        Peers.server()
                .stubFor(get(urlPathEqualTo(PEOPLE))
                        .willReturn(okJson(people(owner.user(), "Ada")).withFixedDelay(4000)));

        var begun = Instant.now();
        asked.get("/v1/desktops/" + id).then().statusCode(200).body("createdBy.name", nullValue());

        assertTrue(Duration.between(begun, Instant.now()).compareTo(Duration.ofSeconds(3)) < 0, "was waited for");
    }

    @Test
    void aNameThatWasLearnedServesWhileIdentityServiceIsAway() {
        identityKnows("Ada", owner.user());
        var id = create(owner, "{\"name\":\"n\",\"start\":false}");
        Peers.server().stubFor(get(urlPathEqualTo(PEOPLE)).willReturn(serverError()));

        asSession(owner).get("/v1/desktops/" + id).then().body("createdBy.name", is("Ada"));
    }

    @Test
    void anAnswerUnderAnIdempotencyKeyIsNamedToo() throws SQLException {
        identityKnows("Ada", owner.user());
        var first = once();
        assertEquals("Ada", once().path("createdBy.name"));
        execute("UPDATE desktops.idempotency_key SET answer = (answer::jsonb - 'createdBy')::text");

        var old = once();

        assertEquals(first.<String>path("id"), old.path("id"));
        assertEquals(201, old.statusCode());
    }

    private io.restassured.response.Response once() {
        return asSession(owner)
                .header("Idempotency-Key", "one")
                .body("{\"name\":\"n\",\"start\":false}")
                .post("/v1/desktops");
    }

    private static void identityKnows(String name, String user) {
        Peers.server()
                .stubFor(get(urlPathEqualTo(PEOPLE))
                        .withQueryParam("id", equalTo(user))
                        .withQueryParam("organisation", absent())
                        .willReturn(okJson(people(user, name))));
    }

    private static String people(String... idsAndNames) {
        var people = new StringBuilder("[");
        for (int i = 0; i < idsAndNames.length; i += 2) {
            people.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"" + idsAndNames[i] + "\",\"name\":\"" + idsAndNames[i + 1])
                    .append("\",\"email\":\"x@example.org\",\"avatarUrl\":null}");
        }
        return people.append("]").toString();
    }

    /** Further desktops of the organisation, each created by somebody else. */
    private void manyMore(int count) throws SQLException {
        var columns =
                "organisation_id, name, tier, image, image_reference, cpus, memory_megabytes, disk_gigabytes, width,"
                        + " height, keep_alive, created_at, wish, status_since, revision, ssh_port, attempts";
        execute("INSERT INTO desktops.desktop (id, created_by, status, " + columns + ") SELECT 'dsk_' || n,"
                + " 'usr_' || n, 'ERROR', " + columns + " FROM desktops.desktop, generate_series(1, " + count + ") n");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
