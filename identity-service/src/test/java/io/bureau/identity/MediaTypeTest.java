package io.bureau.identity;

import static org.hamcrest.Matchers.is;

import io.bureau.testkit.Peers;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body that is not JSON is refused as such, also where it would do for the only field of a request. */
@QuarkusTest
@Bureau.Stores
class MediaTypeTest {

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/organisations",
        "PATCH,/api/organisations/{organisation}",
        "PATCH,/api/organisations/{organisation}/members/{user}",
        "POST,/api/organisations/{organisation}/leave",
        "POST,/api/organisations/{organisation}/invitations",
        "POST,/api/organisations/invitations/preview",
        "POST,/api/organisations/invitations/accept",
        "PATCH,/api/account"
    })
    void plainTextIs415(String method, String path) {
        var browser = Browser.signedIn("google", Person.stranger());
        var session = browser.get("/api/session").jsonPath();

        browser.request()
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("text/plain")
                .body("text")
                .request(
                        method,
                        path.replace("{organisation}", session.getString("organisation.id"))
                                .replace("{user}", session.getString("user.id")))
                .then()
                .statusCode(415)
                .body("error.code", is("UNSUPPORTED_MEDIA_TYPE"));
    }
}
