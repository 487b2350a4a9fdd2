package io.bureau.identity.signin;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.PublicOrigin;
import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.common.runtime.config.OidcClientCommonConfig.Credentials.Secret.Method;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.SignatureAlgorithm;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The providers that are configured, each as a named tenant of quarkus-oidc. */
@ApplicationScoped
class Providers {

    private static final int SECRET = 32;

    /** A provider that is away delays our start by no more than this; it is asked again at the first sign-in. */
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final SignInConfig config;
    private final PublicOrigin origin;

    Providers(SignInConfig config, PublicOrigin origin) {
        this.config = config;
        this.origin = origin;
    }

    List<Provider> offered() {
        return Arrays.stream(Provider.values()).filter(this::isOffered).toList();
    }

    /** @throws ApiException 404 if there is none of this id */
    Provider offered(String id) {
        return Provider.byId(id).filter(this::isOffered).orElseThrow(ApiException::notFound);
    }

    boolean isOffered(Provider provider) {
        return clientId(provider).isPresent();
    }

    /** Quarkus calls this once, before anything is served. */
    void createTenants(@Observes Oidc oidc) {
        offered().stream().map(this::tenant).forEach(oidc::create);
    }

    private OidcTenantConfig tenant(Provider provider) {
        return switch (provider) {
            case GOOGLE -> google();
            case GITHUB -> github();
        };
    }

    private OidcTenantConfig google() {
        return base(
                        Provider.GOOGLE,
                        config.google().issuer().toString(),
                        config.google().clientSecret())
                .authentication(authentication(Provider.GOOGLE)
                        .scopes("email", "profile")
                        .nonceRequired()
                        .build())
                .token()
                .signatureAlgorithm(SignatureAlgorithm.RS256)
                .subjectRequired()
                .end()
                // Keys are fetched when a token needs one we do not know: neither start nor rotation depends on them.
                .jwks()
                .resolveEarly(false)
                .end()
                .build();
    }

    /** GitHub speaks OAuth 2.0 only: no discovery, no ID token; {@code /user} says who signed in. */
    private OidcTenantConfig github() {
        var github = config.github();
        // quarkus-oidc signs a token of its own with it in place of the one that GitHub does not send.
        github.clientSecret().ifPresent(secret -> longEnough(secret, "github.client-secret"));
        return base(Provider.GITHUB, github.apiUrl().toString(), github.clientSecret())
                .discoveryEnabled(false)
                .authorizationPath(github.authorizeUrl().toString())
                .tokenPath(github.tokenUrl().toString())
                .userInfoPath(github.apiUrl() + "/user")
                .authentication(authentication(Provider.GITHUB)
                        .scopes("read:user", "user:email")
                        .addOpenidScope(false)
                        .idTokenRequired(false)
                        .userInfoRequired()
                        .build())
                .build();
    }

    private OidcTenantConfigBuilder base(Provider provider, String server, Optional<String> secret) {
        return OidcTenantConfig.authServerUrl(server)
                .tenantId(provider.id())
                .applicationType(ApplicationType.WEB_APP)
                .clientId(clientId(provider).orElseThrow())
                .credentials()
                .clientSecret(required(secret, provider.id() + ".client-secret"), Method.POST)
                .end()
                .connectionTimeout(CONNECT)
                .tokenStateManager()
                .encryptionRequired(false)
                .end();
    }

    private io.quarkus.oidc.runtime.builders.AuthenticationConfigBuilder authentication(Provider provider) {
        var path = "/auth/" + provider.id();
        return new io.quarkus.oidc.runtime.builders.AuthenticationConfigBuilder()
                .redirectPath(origin.resolve(path + "/callback").toString())
                .removeRedirectParameters(false)
                .pkceRequired()
                .stateSecret(transactionSecret())
                .stateCookieAge(config.transactionLifetime())
                .cookiePath(path)
                .cookieForceSecure();
    }

    private String transactionSecret() {
        return longEnough(required(config.secret(), "secret"), "secret");
    }

    private Optional<String> clientId(Provider provider) {
        return switch (provider) {
            case GOOGLE -> config.google().clientId();
            case GITHUB -> config.github().clientId();
        };
    }

    private static String longEnough(String secret, String key) {
        if (secret.length() < SECRET) {
            throw new IllegalStateException("bureau.signin." + key + " needs at least " + SECRET + " characters");
        }
        return secret;
    }

    private static String required(Optional<String> value, String key) {
        return value.orElseThrow(() ->
                new IllegalStateException("bureau.signin." + key + " is not set, but a provider is to be offered"));
    }
}
