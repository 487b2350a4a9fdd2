package io.bureau.testkit.kit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Receipt;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationTail;
import io.bureau.kit.revocation.Revocations;
import io.bureau.testkit.Logs;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Revocation as a service that caches principals lives it, on a real Redis that may freeze. */
@QuarkusTest
@QuarkusTestResource(TestKeys.class)
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(Peers.class)
class RevocationTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @Inject
    Revocations revocations;

    @Inject
    RevocationTail tail;

    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final ApiKey key = ApiKey.generate();
    /** Of its own for each test, so that failures counted against one address are nobody else's. */
    private final String client = "198.51.100." + CLIENTS.incrementAndGet();

    private final Principal principal = Principals.key("desktop:read");

    @BeforeEach
    void reset() {
        Peers.reset();
        Peers.knowKey(key.reveal(), principal);
        await(tail::holdsLease);
    }

    @AfterEach
    void thaw() {
        RedisResource.thaw();
    }

    @Test
    void aVerifiedKeyIsRememberedUnderALease() {
        call(200);
        call(200);

        assertEquals(1, lookups());
    }

    @Test
    void afterTheReceiptTheKeyIsRefused() {
        call(200);
        Peers.forget(key.reveal());
        call(200);

        var receipt = revoke();

        assertEquals(1, receipt.replicas());
        assertTrue(receipt.confirmedInMs() < 1_000, "confirmed in " + receipt.confirmedInMs() + " ms");
        call(401);
    }

    @Test
    void aRevocationOfAnotherKeyCostsNobodyTheirPlace() {
        call(200);

        revocations.publish(Revocation.ofKey("key_other")).await().atMost(DEADLINE);

        call(200);
        assertEquals(1, lookups());
    }

    @Test
    void revokingAnOrganisationCoversItsKeys() {
        call(200);
        Peers.forget(key.reveal());

        revocations
                .publish(new Revocation(
                        Revocation.Subject.ORGANISATION,
                        principal.organisation().id()))
                .await()
                .atMost(DEADLINE);

        call(401);
    }

    @Test
    void s20_aLookupPausedAcrossARevokeIsNotRemembered() {
        Peers.delayAnswers(Duration.ofMillis(400));
        var paused = CompletableFuture.runAsync(() -> call(200));
        await(() -> lookups() == 1);

        revoke();
        paused.join();
        Peers.delayAnswers(Duration.ZERO);
        Peers.forget(key.reveal());

        call(401);
    }

    @Test
    void s21_whileRedisIsFrozenTheCacheIsBypassedAndTheRevocationIsNotCalledConfirmed() {
        call(200);
        RedisResource.freeze();
        await(() -> !tail.holdsLease());
        Peers.forget(key.reveal());

        call(401);
        var failure = assertThrows(ApiException.class, this::revoke);
        assertEquals(503, failure.status());
    }

    @Test
    void afterAFreezeTheLeaseComesBackByItself() {
        RedisResource.freeze();
        await(() -> !tail.holdsLease());
        RedisResource.thaw();

        await(tail::holdsLease);

        assertFalse(revoke().replicas() == 0);
    }

    @Test
    void afterMoreAttemptsToConnectThanThePoolHasPlacesRevocationsAreConfirmedAgain() {
        try (var log = Logs.capture()) {
            RedisResource.breakConnections();
            RedisResource.freeze();
            await(() -> log.events().stream()
                            .filter(event -> event.contains("revocation stream lost"))
                            .count()
                    > 4);
        }
        RedisResource.thaw();

        await(tail::holdsLease);

        assertEquals(1, revoke().replicas());
    }

    private Receipt revoke() {
        return revocations
                .publish(Revocation.ofKey(principal.credential().id()))
                .await()
                .atMost(DEADLINE);
    }

    private void call(int status) {
        given().header("Authorization", "Bearer " + key.reveal())
                .header("X-Forwarded-For", client)
                .get("/v1/things")
                .then()
                .statusCode(status);
    }

    private static int lookups() {
        return Peers.server()
                .countRequestsMatching(WireMock.postRequestedFor(WireMock.urlEqualTo("/internal/keys/verify"))
                        .build())
                .getCount();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "the condition did not come true in " + DEADLINE);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
