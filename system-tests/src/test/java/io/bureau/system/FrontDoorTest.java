package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningStack.class)
class FrontDoorTest {

    @Test
    void isHealthyWhenAllFourAreReady(Stack stack) {
        new Caller(stack.origin(), null).get("/healthz").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/jwks.json",
                "/internal/decisions",
                "/q/metrics",
                "/q/health",
                "/q/dev-ui",
                "/v1/internal/jwks.json",
                "/api/keys/internal/verify"
            })
    void leadsToNothingInternal(String path, Stack stack) {
        var status = new Caller(stack.origin(), null).get(path).status();

        assertTrue(status == 404 || status == 401, path + " -> " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/desktops;x",
                "/v1/desktops%3Bx",
                "//v1/desktops",
                "/v1%2Fdesktops",
                "/v1%5Cdesktops",
                "/v1/../v1/desktops",
                "/api/keys;jsessionid=1",
                "/api%2fkeys"
            })
    void refusesPathsThatTwoReadersCouldUnderstandDifferently(String path, Stack stack) {
        var status = RawRequest.get(stack.origin(), path);

        assertEquals(400, status, path);
    }

    @Test
    void headersThatClaimAnIdentityMeanNothing(Stack stack) {
        new Caller(stack.origin(), null)
                .send("GET", "/v1/me", null, "X-User-Id", "usr_1", "X-Forwarded-User", "admin")
                .expect(401);
    }

    @Test
    void errorsHaveTheOneEnvelope(Stack stack) {
        var key = stack.person().createKey("reader").json().path("key").asText();

        var answer = stack.caller(key).get("/v1/nothing-here").expect(404);

        assertEquals("NOT_FOUND", answer.errorCode());
        assertEquals(
                answer.header("X-Request-Id").orElse(""),
                answer.json().path("error").path("requestId").asText());
    }
}
