package io.bureau.identity.dashboard;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The dashboard's one page. Each time it goes out it carries a nonce of its own, which its policy names: styles that the
 * page itself adds have it, injected ones cannot.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
@Singleton
class Page {

    private static final String FILE = "/META-INF/resources/index.html";
    private static final String PLACEHOLDER = "__CSP_NONCE__";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 16;

    /** Pictures of users come from where the providers keep them. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'nonce-" + PLACEHOLDER + "'",
            "img-src 'self' data: https://*.googleusercontent.com https://avatars.githubusercontent.com",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'");

    record Copy(String html, String policy) {}

    private final String template = read();

    /** The page with a fresh nonce, and the policy that goes with it. */
    Copy copy() {
        var bits = new byte[NONCE];
        RANDOM.nextBytes(bits);
        var nonce = Base64.getEncoder().encodeToString(bits);
        return new Copy(template.replace(PLACEHOLDER, nonce), POLICY.replace(PLACEHOLDER, nonce));
    }

    private static String read() {
        try (var file = Page.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("the dashboard is not built: no " + FILE);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
