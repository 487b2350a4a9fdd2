package io.bureau.identity.audit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.Person;
import io.bureau.kit.id.Ids;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trail as people read it. What the other services keep is answered by peers. */
@QuarkusTest
@Bureau.Stores
class AuditTest {

    private static final String EMPTY_CHAIN = """
            {"whole":true,"entries":0,"firstSequence":1,"lastSequence":0,"head":"%s"}
            """.formatted("0".repeat(64));

    private final Person person = Person.stranger();

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
        elsewhere("[]", EMPTY_CHAIN);
    }

    @Test
    void theOwnerSeesHisFirstSignInWithWhereItCameFrom() {
        var browser = Browser.signedIn("google", person);

        browser.get("/api/audit")
                .then()
                .statusCode(200)
                .body("action", hasItems("user.create", "organisation.create", "session.create"))
                .body("service", everyItem(is("identity-service")))
                .body("actor.kind", everyItem(is("user")))
                .body("actor.name", everyItem(notNullValue()))
                .body("outcome", everyItem(is("success")))
                .body("ip", everyItem(is("127.0.0.1")))
                .body("userAgent", everyItem(containsString("Firefox/140.0")))
                .body("requestId", everyItem(matchesPattern("req_[0-9A-Za-z]{22}")))
                .body("hash", everyItem(matchesPattern("[0-9a-f]{64}")));
    }

    @Test
    void whatHappenedElsewhereStandsInItsPlaceInTime() {
        var browser = Browser.signedIn("google", person);
        var later = Ids.next("aud");
        elsewhere("[" + row(later, "key.create") + "]", EMPTY_CHAIN);

        var ids = browser.get("/api/audit").jsonPath().getList("id", String.class);

        assertEquals(later, ids.getFirst());
        assertEquals(ids.stream().sorted((a, b) -> b.compareTo(a)).toList(), ids);
        browser.get("/api/audit").then().body("find { it.action == 'key.create' }.actor.kind", is("key"));
    }

    @Test
    void pagesLeadFromOneToTheNextUntilAllIsSeen() {
        var browser = Browser.signedIn("google", person);
        var all = browser.get("/api/audit").jsonPath().getList("id", String.class);

        var seen = new ArrayList<String>();
        var next = "/api/audit?limit=1";
        while (next != null) {
            var page = browser.get(next);
            seen.addAll(page.jsonPath().getList("id", String.class));
            var link = page.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }

        assertEquals(all, seen);
    }

    @Test
    void rowsAreFoundByActionItsKindAndActor() {
        var browser = Browser.signedIn("google", person);
        var user = browser.get("/api/session").jsonPath().getString("user.id");

        browser.get("/api/audit?action=organisation")
                .then()
                .body("action", everyItem(is("organisation.create")))
                .body("", hasSize(1));
        browser.get("/api/audit?action=session.create").then().body("", hasSize(1));
        browser.get("/api/audit?action=session.creat").then().body("", hasSize(0));
        browser.get("/api/audit?actor=" + user).then().body("action", hasItem("session.create"));
        browser.get("/api/audit?actor=" + Ids.next("usr")).then().body("", hasSize(0));
        browser.get("/api/audit?from=2999-01-01T00:00:00Z").then().body("", hasSize(0));
        browser.get("/api/audit?to=2999-01-01T00:00:00Z").then().body("", not(hasSize(0)));
    }

    @Test
    void s23_anotherOrganisationsRowsAreNotSeen() {
        var mine = Browser.signedIn("google", person);
        var theirs = Browser.signedIn("google", Person.stranger());
        var organisation = theirs.get("/api/session").jsonPath().getString("organisation.id");

        mine.get("/api/audit").then().body("organisation", everyItem(not(is(organisation))));
        mine.get("/api/audit?target=" + organisation).then().body("", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({"limit=0,limit", "limit=201,limit", "before=x,before", "from=yesterday,from", "to=1,to"})
    void aQuestionThatMakesNoSenseIs400AndNamesThePart(String query, String field) {
        Browser.signedIn("google", person)
                .get("/api/audit?" + query)
                .then()
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body("error.fields[0].field", is(field));
    }

    @Test
    void aMemberReadsNoTrail() throws SQLException {
        var browser = Browser.signedIn("google", person);
        var user = browser.get("/api/session").jsonPath().getString("user.id");
        execute("UPDATE identity.membership SET role = 'member' WHERE account_id = '" + user + "'");

        for (var path : List.of("/api/audit", "/api/audit/verify", "/api/audit/export?format=csv")) {
            browser.get(path).then().statusCode(403).body("error.code", is("FORBIDDEN"));
        }
    }

    @Test
    void anAdminReadsIt() throws SQLException {
        var browser = Browser.signedIn("google", person);
        var user = browser.get("/api/session").jsonPath().getString("user.id");
        execute("UPDATE identity.membership SET role = 'admin' WHERE account_id = '" + user + "'");

        browser.get("/api/audit").then().statusCode(200);
    }

    @Test
    void aKeyAndNobodyReadNoTrail() {
        var key = "sk_live_AbCdEfGh_" + "a".repeat(43) + "bbbbbb";
        for (var path : List.of("/api/audit", "/api/audit/verify", "/api/audit/export?format=csv")) {
            given().get(path).then().statusCode(401);
            given().auth().oauth2(key).get(path).then().statusCode(403).body("error.code", is("DASHBOARD_ONLY"));
        }
    }

    @Test
    void s50_withAServiceAwayNoPageWithHolesIsShown() {
        var browser = Browser.signedIn("google", person);
        Peers.server()
                .stubFor(get(urlPathEqualTo("/internal/audit"))
                        .willReturn(aResponse().withStatus(500)));

        browser.get("/api/audit").then().statusCode(503).body("error.code", is("DEPENDENCY_UNAVAILABLE"));
    }

    @Test
    void aFailedSignInIsKeptThoughItConcernsNoOrganisation() {
        var browser = new Browser();
        var state = browser.leave("google").getQuery().replaceAll(".*state=([^&]+).*", "$1");

        browser.comeBack("google", "error=access_denied&state=" + state);

        assertEquals(
                List.of("failed"),
                Bureau.query("SELECT outcome FROM identity.audit WHERE organisation_id IS NULL AND actor IS NULL"
                        + " AND action = 'signin.refuse' AND ip = '127.0.0.1' ORDER BY sequence DESC LIMIT 1"));
    }

    @Test
    void anUntouchedChainIsWhole() {
        var browser = Browser.signedIn("google", person);

        browser.get("/api/audit/verify")
                .then()
                .statusCode(200)
                .body("whole", is(true))
                .body("checkedAt", notNullValue())
                .body("chains.service", hasItems("identity-service", "apikey-service", "desktops-service"))
                .body("chains[0].entries", is(chain(browser).size()))
                .body("chains[0].firstSequence", is(1))
                .body("chains[0].brokenAt", nullValue());
    }

    @Test
    void anAlteredRowIsSeen() throws SQLException {
        var browser = Browser.signedIn("google", person);
        var second = chain(browser).get(1);

        behindTheTriggersBack("UPDATE identity.audit SET detail = 'nothing happened' WHERE id = '" + second + "'");

        browser.get("/api/audit/verify")
                .then()
                .body("whole", is(false))
                .body("chains[0].brokenAt", is(2))
                .body("chains[0].why", is("row 2 was altered"));
    }

    @Test
    void aRowTakenOutIsSeen() throws SQLException {
        var browser = Browser.signedIn("google", person);
        var second = chain(browser).get(1);

        behindTheTriggersBack("DELETE FROM identity.audit WHERE id = '" + second + "'");

        browser.get("/api/audit/verify").then().body("whole", is(false)).body("chains[0].why", is("row 2 is missing"));
    }

    @Test
    void aLastRowTakenOutIsSeen() throws SQLException {
        var browser = Browser.signedIn("google", person);
        var rows = chain(browser);

        behindTheTriggersBack("DELETE FROM identity.audit WHERE id = '" + rows.getLast() + "'");

        browser.get("/api/audit/verify").then().body("whole", is(false)).body("chains[0].brokenAt", is(rows.size()));
    }

    @Test
    void aChainThatIsBrokenElsewhereMakesTheWholeBroken() {
        var browser = Browser.signedIn("google", person);
        elsewhere("[]", EMPTY_CHAIN.replace("true", "false"));

        browser.get("/api/audit/verify").then().body("whole", is(false)).body("chains[0].whole", is(true));
    }

    @Test
    void theExportHasEveryRowAndAllThatItsHashCovers() {
        var browser = Browser.signedIn("google", person);

        var answer = browser.get("/api/audit/export?format=jsonl");

        answer.then().statusCode(200).header("Content-Type", containsString("application/jsonl"));
        var lines = answer.asString()
                .lines()
                .map(JsonPath::new)
                .sorted(Comparator.comparingLong((JsonPath line) -> line.getLong("sequence"))
                        .reversed())
                .toList();
        assertEquals(
                chain(browser).reversed(),
                lines.stream().map(line -> line.getString("id")).toList());
        assertEquals("0".repeat(64), lines.getLast().getString("previous"));
        for (int i = 1; i < lines.size(); i++) {
            assertEquals(lines.get(i).getString("hash"), lines.get(i - 1).getString("previous"));
        }
    }

    @Test
    void inASpreadsheetNothingIsAFormula() {
        var browser = new Browser();
        var agent = "=HYPERLINK(\"http://evil\")";
        elsewhere(
                "[" + row(Ids.next("aud"), "key.create").replace("curl", agent.replace("\"", "\\\"")) + "]",
                EMPTY_CHAIN);
        browser.signIn("google", person);
        Peers.server()
                .stubFor(get(urlPathEqualTo("/internal/audit"))
                        .withQueryParam("before", matching(".*"))
                        .willReturn(okJson("[]")));

        var csv = browser.get("/api/audit/export?format=csv")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertTrue(csv.startsWith("id,at,service,"), csv);
        assertTrue(csv.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""), csv);
    }

    @Test
    void anUnknownFormatIs400() {
        Browser.signedIn("google", person)
                .get("/api/audit/export?format=pdf")
                .then()
                .statusCode(400)
                .body("error.fields[0].field", is("format"));
    }

    private static void elsewhere(String rows, String chain) {
        Peers.server().stubFor(get(urlPathEqualTo("/internal/audit")).willReturn(okJson(rows)));
        Peers.server()
                .stubFor(get(urlPathEqualTo("/internal/audit/verification")).willReturn(okJson(chain)));
    }

    private static String row(String id, String action) {
        return """
                {"id":"%s","at":"2026-11-25T12:00:00Z","organisation":"org_x","actor":"usr_x","credential":"key_x",
                 "action":"%s","target":"key_y","outcome":"success","detail":"name=x","ip":"203.0.113.7",
                 "userAgent":"curl","requestId":"req_x","sequence":1,"previous":"00","hash":"11"}
                """.formatted(id, action);
    }

    /** The ids of this user's organisation's chain, in order. */
    private static List<String> chain(Browser browser) {
        var organisation = browser.get("/api/session").jsonPath().getString("organisation.id");
        return Bureau.query("SELECT id FROM identity.audit WHERE organisation_id = ? ORDER BY sequence", organisation);
    }

    private static void behindTheTriggersBack(String sql) throws SQLException {
        execute("ALTER TABLE identity.audit DISABLE TRIGGER audit_append_only; " + sql
                + "; ALTER TABLE identity.audit ENABLE TRIGGER audit_append_only");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
