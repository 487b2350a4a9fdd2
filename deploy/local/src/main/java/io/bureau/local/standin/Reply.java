package io.bureau.local.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

record Reply(int status, String contentType, Map<String, String> headers, String body) {

    static Reply json(int status, JsonObject body) {
        return new Reply(status, "application/json; charset=utf-8", Map.of(), body.encode());
    }

    static Reply json(int status, JsonArray body) {
        return new Reply(status, "application/json; charset=utf-8", Map.of(), body.encode());
    }

    static Reply form(int status, Map<String, String> fields) {
        return new Reply(status, "application/x-www-form-urlencoded; charset=utf-8", Map.of(), encode(fields));
    }

    static Reply page(int status, String html) {
        return new Reply(status, "text/html; charset=utf-8", Map.of(), html);
    }

    static Reply svg(String image) {
        return new Reply(200, "image/svg+xml", Map.of("Cache-Control", "public, max-age=86400"), image);
    }

    /** @param fields those without a value are left out */
    static Reply redirect(String to, Map<String, String> fields) {
        var location = to + (to.contains("?") ? "&" : "?") + encode(fields);
        return new Reply(302, "text/plain", Map.of("Location", location), "");
    }

    static Reply notFound() {
        return json(404, new JsonObject().put("message", "Not Found"));
    }

    Reply withHeader(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, more, body);
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
