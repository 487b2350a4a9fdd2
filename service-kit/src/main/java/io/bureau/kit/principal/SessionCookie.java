package io.bureau.kit.principal;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;

/**
 * The session cookie, read from the header itself: cookie parsers forgive what an attacker on a sibling domain plants,
 * such as a second cookie of the name or one whose name hides behind odd white space.
 */
public sealed interface SessionCookie {

    String NAME = "__Host-bureau_session";

    record Absent() implements SessionCookie {}

    /** More than one cookie could be meant: nobody may choose. */
    record Ambiguous() implements SessionCookie {}

    record Present(String token) implements SessionCookie {}

    static SessionCookie of(RoutingContext request) {
        var values = new ArrayList<String>();
        for (var header : request.request().headers().getAll("Cookie")) {
            for (var pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                if (name.startsWith(" ")) {
                    name = name.substring(1);
                }
                if (name.equals(NAME)) {
                    values.add(equals < 0 ? "" : pair.substring(equals + 1));
                } else if (looksLikeOurs(name)) {
                    return new Ambiguous();
                }
            }
        }
        return switch (values.size()) {
            case 0 -> new Absent();
            case 1 -> new Present(values.getFirst());
            default -> new Ambiguous();
        };
    }

    /** Our name, once everything is dropped that some parser somewhere would trim. */
    private static boolean looksLikeOurs(String name) {
        return name.replaceAll("[^\\x21-\\x7e]", "").equalsIgnoreCase(NAME);
    }
}
