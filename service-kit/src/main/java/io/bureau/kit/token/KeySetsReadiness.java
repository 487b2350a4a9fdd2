package io.bureau.kit.token;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A cold replica that has not seen its peers' keys yet could only refuse them; a warm one goes on without them. */
@Readiness
@ApplicationScoped
class KeySetsReadiness implements HealthCheck {

    private final JwksCache jwks;

    KeySetsReadiness(JwksCache jwks) {
        this.jwks = jwks;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("key sets of trusted issuers")
                .status(jwks.isWarm())
                .build();
    }
}
