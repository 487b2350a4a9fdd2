package io.bureau.apikey.leak;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.bureau.kit.error.ApiException;
import io.bureau.testkit.SettableClock;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanningKeysTest {

    private static Vertx vertx;

    private final WireMockServer github =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
    private final SettableClock clock = new SettableClock();
    private final Signer first = Signer.create();
    private final Signer second = Signer.create();
    private ScanningKeys keys;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.closeAndAwait();
    }

    @BeforeEach
    void start() {
        github.start();
        var config = new SmallRyeConfigBuilder()
                .withMapping(SecretScanningConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValue("bureau.secret-scanning.keys-url", github.baseUrl() + "/keys")
                .build()
                .getConfigMapping(SecretScanningConfig.class);
        keys = new ScanningKeys(vertx, new ScanningKeyList(new ObjectMapper()), config, clock);
        publish(first);
    }

    @AfterEach
    void stop() {
        github.stop();
    }

    @Test
    void aListIsFetchedOnceAndIsGoodForADay() {
        assertTrue(find(first).isPresent());
        clock.advance(Duration.ofDays(1).minusSeconds(10));
        assertTrue(find(first).isPresent());
        fetched(1);

        clock.advance(Duration.ofSeconds(10));
        assertTrue(find(first).isPresent());
        fetched(2);
    }

    @Test
    void aKeyThatGitHubHasWithdrawnIsNotBelievedForMoreThanADay() {
        assertTrue(find(first).isPresent());
        publish(second);

        clock.advance(Duration.ofDays(1));

        assertFalse(find(first).isPresent());
        assertTrue(find(second).isPresent());
    }

    @Test
    void aNewKeyIsFetchedAsSoonAsTheCooldownHasPassed() {
        assertTrue(find(first).isPresent());
        publish(first, second);

        assertFalse(find(second).isPresent());
        clock.advance(Duration.ofSeconds(60));
        assertTrue(find(second).isPresent());
        fetched(2);
    }

    @Test
    void tenThousandUnknownKeysCauseOneFetchAndKnownOnesStay() {
        var unknown = IntStream.range(0, 10_000)
                .mapToObj(i -> keys.key("unknown-" + i))
                .toList();

        Uni.join()
                .all(unknown)
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(20))
                .forEach(found -> assertFalse(found.isPresent()));

        assertTrue(find(first).isPresent());
        fetched(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status 500", "status 429", "closed", "not JSON", "no list", "empty list", "no key that fits"})
    void whileTheListCannotBeHadTheAnswerIs503AndLaterItIsFetchedAgain(String trouble) {
        answer(
                switch (trouble) {
                    case "status 500" -> aResponse().withStatus(500);
                    case "status 429" -> aResponse().withStatus(429);
                    case "closed" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
                    case "not JSON" -> okJson("<html>");
                    case "no list" -> okJson("{}");
                    case "empty list" -> okJson("{\"public_keys\":[]}");
                    default -> okJson(Signer.list(Signer.onAnotherCurve()));
                });

        assertAway(first);
        assertAway(first);
        fetched(1);

        publish(first);
        clock.advance(Duration.ofSeconds(60));
        assertTrue(find(first).isPresent());
    }

    @Test
    void knownKeysGoOnWhileTheListCannotBeHad() {
        assertTrue(find(first).isPresent());
        answer(aResponse().withStatus(500));
        clock.advance(Duration.ofSeconds(60));

        assertAway(second);
        assertTrue(find(first).isPresent());
    }

    private void assertAway(Signer signer) {
        assertEquals(503, assertThrows(ApiException.class, () -> find(signer)).status());
    }

    private Optional<PublicKey> find(Signer signer) {
        return keys.key(signer.identifier()).await().atMost(Duration.ofSeconds(10));
    }

    private void publish(Signer... signers) {
        answer(okJson(Signer.list(signers)));
    }

    private void answer(ResponseDefinitionBuilder answer) {
        github.stubFor(get(anyUrl()).willReturn(answer));
    }

    private void fetched(int times) {
        github.verify(times, getRequestedFor(anyUrl()));
    }
}
