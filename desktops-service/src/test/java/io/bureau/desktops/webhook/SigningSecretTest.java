package io.bureau.desktops.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningSecretTest {

    /** From the reference libraries of Standard Webhooks. */
    @Test
    void itSignsAsTheReferenceDoes() {
        var secret = new SigningSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertEquals("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", secret.reveal());
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}"));
    }

    @Test
    void aNewOneHas32BytesOfItsOwn() {
        var secret = SigningSecret.generate();

        assertTrue(secret.reveal().startsWith("whsec_"));
        assertEquals(32, Base64.getDecoder().decode(secret.reveal().substring(6)).length);
        assertNotEquals(secret.reveal(), SigningSecret.generate().reveal());
    }

    @Test
    void itIsNotInItsText() {
        var secret = SigningSecret.generate();

        assertFalse(("" + secret).contains(secret.reveal().substring(6)));
    }
}
