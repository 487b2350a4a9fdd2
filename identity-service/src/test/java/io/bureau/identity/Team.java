package io.bureau.identity;

import java.util.Map;

/** An organisation with one member of each role, signed in and switched there, and somebody who does not belong to it. */
public record Team(String organisation, Browser owner, Browser admin, Browser member, Browser stranger) {

    /** A new one, of people whom nobody has seen before. */
    public static Team gathered() {
        var owner = Browser.signedIn("google", Person.stranger());
        String organisation = owner.post("/api/organisations", Map.of("name", "Analytical Engines"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        owner.post("/api/organisations/" + organisation + "/switch").then().statusCode(200);
        return new Team(
                organisation,
                owner,
                joined(owner, organisation, "admin"),
                joined(owner, organisation, "member"),
                Browser.signedIn("google", Person.stranger()));
    }

    /** One more member, who has accepted an invitation by the owner. */
    public Browser another(String role) {
        return joined(owner, organisation, role);
    }

    /** The address of this organisation in the API, with this behind it. */
    public String path(String rest) {
        return "/api/organisations/" + organisation + rest;
    }

    /** The token in the link of a new invitation by {@code inviter}. */
    public static String invite(Browser inviter, String organisation, Map<String, String> invitation) {
        String url = inviter.post("/api/organisations/" + organisation + "/invitations", invitation)
                .then()
                .statusCode(201)
                .extract()
                .path("url");
        return url.substring(url.indexOf('#') + 1);
    }

    private static Browser joined(Browser owner, String organisation, String role) {
        var browser = Browser.signedIn("google", Person.stranger());
        var token = invite(owner, organisation, Map.of("role", role));
        browser.post("/api/organisations/invitations/accept", Map.of("token", token))
                .then()
                .statusCode(200);
        return browser;
    }
}
