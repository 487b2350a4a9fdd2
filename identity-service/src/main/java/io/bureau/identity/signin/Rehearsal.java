package io.bureau.identity.signin;

import io.bureau.identity.account.ProvenIdentity;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Client;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Signs nobody in, once, before the first person comes. A cold process takes longer over its first transaction than anybody
 * is made to wait for Postgres; what the rehearsal writes is rolled back.
 */
@ApplicationScoped
class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    private final Admission admission;

    Rehearsal(Admission admission) {
        this.admission = admission;
    }

    void start(@Observes StartupEvent event) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> admission
                    .admit(nobody(), new Client("127.0.0.1", null), null)
                    .call(() -> Panache.currentTransaction().invoke(transaction -> transaction.markForRollback()))));
        } catch (Throwable failure) {
            LOG.warnf("the first sign-in will be slow why=%s", failure.toString());
        }
    }

    private static ProvenIdentity nobody() {
        return new ProvenIdentity("none", "none", Ids.next("none"), "nobody@localhost", "Nobody", null);
    }
}
