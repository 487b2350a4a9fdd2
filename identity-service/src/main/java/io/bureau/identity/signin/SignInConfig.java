package io.bureau.identity.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where people sign in. A provider without a client id is not offered. */
@ConfigMapping(prefix = "bureau.signin")
interface SignInConfig {

    Google google();

    GitHub github();

    /** At least 32 characters; encrypts what a sign-in under way keeps in the browser. The same for every replica. */
    Optional<String> secret();

    /** How long a sign-in may take, from leaving for the provider to coming back. */
    @WithDefault("10m")
    Duration transactionLifetime();

    /** How long the provider may take for all of its answers to us. */
    @WithDefault("8s")
    Duration providerDeadline();

    /** How long Redis may take to keep a sign-in or to give it back; whole answers must come within a second. */
    @WithDefault("400ms")
    Duration redisDeadline();

    interface Google {

        Optional<String> clientId();

        Optional<String> clientSecret();

        @WithDefault("https://accounts.google.com")
        URI issuer();
    }

    interface GitHub {

        Optional<String> clientId();

        Optional<String> clientSecret();

        @WithDefault("https://github.com/login/oauth/authorize")
        URI authorizeUrl();

        @WithDefault("https://github.com/login/oauth/access_token")
        URI tokenUrl();

        @WithDefault("https://api.github.com")
        URI apiUrl();
    }
}
