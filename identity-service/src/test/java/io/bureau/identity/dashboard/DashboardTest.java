package io.bureau.identity.dashboard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.identity.Bureau;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class DashboardTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/settings", "/settings?tab=apiKeys", "/signin", "/desktops/dsk_1"})
    void anAddressOfTheDashboardIsItsPage(String path) {
        page(path)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/html"))
                .header("Cache-Control", equalTo("no-store"))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("same-origin"))
                .header("Cross-Origin-Opener-Policy", equalTo("same-origin"))
                .body(containsString("<div id=\"root\">"))
                .body(not(containsString("__CSP_NONCE__")));
    }

    @Test
    void everyPageHasANonceOfItsOwnThatItsPolicyNames() {
        var first = page("/");
        var second = page("/settings");

        assertNotEquals(nonce(first), nonce(second));
        assertTrue(first.header("Content-Security-Policy").contains("style-src 'self' 'nonce-" + nonce(first) + "'"));
    }

    @Test
    void thePolicyLetsNoForeignScriptIn() {
        var policy = page("/").header("Content-Security-Policy");

        assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
        assertTrue(policy.contains("base-uri 'none'; object-src 'none'; frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @Test
    void theScriptsAndStylesOfThePageAreServedForGood() {
        var files = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"")
                .matcher(page("/").body().asString())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertTrue(files.size() >= 2, files.toString());

        for (var file : files) {
            given().get(file)
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", equalTo("public, max-age=31536000, immutable"))
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .header(
                            "Content-Type",
                            file.endsWith(".js") ? containsString("javascript") : startsWith("text/css"));
        }
    }

    @Test
    void aScriptThatIsNotThereIsNoPageAndIsNotKept() {
        page("/assets/index-old.js")
                .then()
                .statusCode(404)
                .header("Cache-Control", equalTo("no-store"))
                .body("error.code", is("NOT_FOUND"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nowhere", "/v1/desktops", "/internal/nowhere", "/orgs/x", "/q/metrics", "/q/health"})
    void anAddressOfAnApiIsNeverAPage(String path) {
        page(path).then().statusCode(404).body("error.code", is("NOT_FOUND"));
    }

    @Test
    void whoeverDoesNotAskForAPageGetsNone() {
        given().accept("application/json")
                .get("/settings")
                .then()
                .statusCode(404)
                .header("Content-Type", startsWith("application/json"));
        given().accept(BROWSER).post("/settings").then().statusCode(allOf(not(200), not(500)));
    }

    private static Response page(String path) {
        return given().accept(BROWSER).get(path);
    }

    private static String nonce(Response page) {
        var matcher = Pattern.compile("name=\"csp-nonce\" content=\"([^\"]{22,})\"")
                .matcher(page.body().asString());
        assertTrue(matcher.find());
        return matcher.group(1);
    }
}
