package io.bureau.local.frontdoor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bureau.local.services.Address;
import io.bureau.local.services.Replica;
import io.bureau.local.services.Replicas;
import io.bureau.local.services.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One address with two real servers behind it, which say who they are. */
class SpreadTest {

    private static final int CALLS = 10;

    private final Vertx vertx = Vertx.vertx();
    private HttpServer one;
    private HttpServer two;
    private int port;

    @BeforeEach
    void open() throws Exception {
        one = server("one");
        two = server("two");
        var replicas = new Replicas(List.of(replica(1, one), replica(2, two)));
        port = get(new Spread(vertx, replicas).listen(Service.APIKEY, 0)).actualPort();
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void connectionsGoToEachInTurn() {
        var answers = IntStream.range(0, CALLS)
                .mapToObj(_ -> call())
                .collect(Collectors.groupingBy(who -> who, Collectors.counting()));

        assertEquals(CALLS / 2, answers.get("one"));
        assertEquals(CALLS / 2, answers.get("two"));
    }

    @Test
    void oneThatIsGoneIsPassedOver() throws Exception {
        get(one.close());

        IntStream.range(0, CALLS).forEach(_ -> assertEquals("two", call()));
    }

    @Test
    void withNobodyLeftTheConnectionIsClosed() throws Exception {
        get(one.close());
        get(two.close());

        assertThrows(IllegalStateException.class, this::call);
    }

    /** Who answers on a connection of its own. */
    private String call() {
        try {
            var connection = URI.create("http://127.0.0.1:" + port).toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            connection.setReadTimeout(5_000);
            try (var body = connection.getInputStream()) {
                return new String(body.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
            }
        } catch (IOException unanswered) {
            throw new IllegalStateException(unanswered);
        }
    }

    private HttpServer server(String name) throws Exception {
        return get(vertx.createHttpServer()
                .requestHandler(request -> request.response().end(name))
                .listen(0, "127.0.0.1"));
    }

    private static Replica replica(int number, HttpServer server) {
        return new Replica(Service.APIKEY, number, new Address(server.actualPort(), server.actualPort()));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
