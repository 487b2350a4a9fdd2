package io.bureau.identity.account;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.Person;
import io.bureau.kit.http.Service;
import io.bureau.testkit.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@Bureau.Stores
class PeopleTest {

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
    }

    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"APIKEY", "DESKTOPS"})
    void peopleAreKnownByTheirIdsWhateverOrganisationTheyAreIn(Service caller) {
        var ada = Person.stranger();
        var grace = Person.stranger();
        var first = Browser.signedIn("google", ada).user();
        var second = Browser.signedIn("github", grace).user();

        people(caller, List.of(second, "usr_none", first, second))
                .then()
                .statusCode(200)
                .body("id", contains(second, first))
                .body("name", contains(grace.name(), ada.name()))
                .body("email", contains(grace.email(), ada.email()))
                .body("[0].avatarUrl", is("https://avatars.githubusercontent.com/u/" + grace.githubId()));
    }

    @Test
    void anythingButOneToAHundredIdsIs400() {
        assertEquals(400, people(Service.APIKEY, List.of()).statusCode());
        var many = Collections.nCopies(101, "usr_").stream()
                .map(id -> id + Math.random())
                .toList();
        assertEquals(400, people(Service.APIKEY, many).statusCode());
        assertEquals(200, people(Service.APIKEY, many.subList(0, 100)).statusCode());
    }

    @Test
    void onlyThoseServicesThatNeedItMayAsk() {
        for (var token : List.of(
                Peers.token(Service.RATELIMIT, Service.IDENTITY),
                Peers.token(Service.DESKTOPS, Service.APIKEY),
                "nonsense")) {
            given().auth().oauth2(token).get("/internal/people?id=usr_x").then().statusCode(401);
        }
        given().header("Cookie", Browser.signedIn("google", Person.stranger()).cookieHeader())
                .get("/internal/people?id=usr_x")
                .then()
                .statusCode(401);
    }

    private static Response people(Service caller, List<String> ids) {
        return Bureau.asService(caller).queryParam("id", ids).get("/internal/people");
    }
}
