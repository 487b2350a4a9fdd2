package io.bureau.apikey.verification;

import io.bureau.apikey.key.KnownKeys;
import io.bureau.kit.http.Service;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.PrincipalTokens;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Looks for a key that nobody has, and mints a token about it, once, before anybody asks. A cold process takes longer over
 * its first verification than another service waits for it.
 */
@ApplicationScoped
class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    private final KnownKeys keys;
    private final PrincipalTokens tokens;

    Rehearsal(KnownKeys keys, PrincipalTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** After everything that verification needs was started, the peppers for one. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> keys.find(ApiKey.generate()));
            tokens.mint(nobody(), Service.DESKTOPS);
        } catch (Throwable failure) {
            LOG.warnf("the first verification will be slow why=%s", failure.toString());
        }
    }

    private static Principal nobody() {
        return new Principal(
                new Principal.Credential(Principal.Kind.KEY, Ids.next("key"), null, null),
                new Principal.Organisation(Ids.next("org"), "none", "none"),
                Ids.next("usr"),
                "member",
                Set.of(),
                null);
    }
}
