package io.bureau.desktops.webhook;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.until;

import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.PostgresResource;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One owner's webhook, as its owner and its receiver see it. */
final class Hooks {

    private final Principal owner;
    final String id;
    final String secret;

    private Hooks(Principal owner, String id, String secret) {
        this.owner = owner;
        this.id = id;
        this.secret = secret;
    }

    static Hooks create(Principal owner, String url, String... events) {
        var made = asSession(owner)
                .body(Map.of("url", url, "events", List.of(events)))
                .post("/api/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Hooks(owner, made.getString("id"), made.getString("secret"));
    }

    String path() {
        return "/api/webhooks/" + id;
    }

    JsonPath get() {
        return asSession(owner).get(path()).then().statusCode(200).extract().jsonPath();
    }

    /** The id of a delivery of a test event. */
    String test() {
        return asSession(owner)
                .post(path() + "/test")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A delivery; it must be among the last. */
    Map<String, Object> delivery(String delivery) {
        return asSession(owner)
                .get(path() + "/deliveries?limit=100")
                .then()
                .statusCode(200)
                .extract()
                .<List<Map<String, Object>>>path("")
                .stream()
                .filter(each -> each.get("id").equals(delivery))
                .findFirst()
                .orElseThrow();
    }

    Map<String, Object> await(String delivery, int attempts) {
        until(() -> (int) delivery(delivery).get("attempts") == attempts, attempts + " attempts of " + delivery);
        return delivery(delivery);
    }

    Map<String, Object> await(String delivery, String status) {
        until(() -> delivery(delivery).get("status").equals(status), delivery + " " + status);
        return delivery(delivery);
    }

    /** Computed here as a receiver would, by the text of Standard Webhooks and not by our own code. */
    static String signature(String secret, Receiver.Received received) {
        var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        var signed = received.id() + "." + received.timestamp() + "." + received.body();
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the audit trail says of this webhook: actor and action. */
    List<String> trail() {
        return Arrays.asList(query(
                        "SELECT string_agg(action || ' ' || actor, ',' ORDER BY sequence) FROM desktops.audit WHERE target = ?",
                        id)
                .split(","));
    }

    /** A delivery that is due then, perhaps under a lease of somebody; all in SQL. Its id. */
    String insert(String dueAt, String lease, String leasedUntil) {
        var delivery = Ids.next("msg");
        execute("INSERT INTO desktops.webhook_delivery (id, webhook_id, type, body, created_at, status, attempts,"
                + " repetitions, due_at, lease, leased_until) VALUES ('" + delivery + "', '" + id
                + "', 'webhook.test', '{}', now(), 'PENDING', 0, 0, " + dueAt + ", " + lease + ", " + leasedUntil
                + ")");
        return delivery;
    }

    static String query(String sql, String parameter) {
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            var rows = statement.executeQuery();
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static void execute(String sql) {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
