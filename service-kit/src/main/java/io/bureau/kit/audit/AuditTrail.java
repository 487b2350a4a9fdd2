package io.bureau.kit.audit;

import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Adds to the audit trail, always within the transaction of the change: both commit, or neither does. */
@ApplicationScoped
@IfBuildProperty(name = AuditTrail.CONDITION, stringValue = "postgresql")
public class AuditTrail {

    /** Only a service with a store keeps a trail. */
    static final String CONDITION = "quarkus.datasource.db-kind";

    private static final String INSERT = """
            INSERT INTO audit (id, at, organisation_id, actor, credential, action, target, outcome, detail,
                               ip, user_agent, request_id)
            VALUES (:id, :at, :organisation, :actor, :credential, :action, :target, :outcome, :detail,
                    :ip, :userAgent, :requestId)
            """;

    /** As the longer form, for what the principal has done in his organisation. */
    public Uni<Void> record(Principal actor, String action, String target, String detail, Instant at) {
        return record(actor.organisation().id(), Actor.of(actor), action, target, Outcome.SUCCESS, detail, at);
    }

    /** As the longer form, for what succeeded. */
    public Uni<Void> record(String organisation, Actor actor, String action, String target, String detail, Instant at) {
        return record(organisation, actor, action, target, Outcome.SUCCESS, detail, at);
    }

    /**
     * Adds a row to the transaction at hand. It is the last thing that a transaction should do: the organisation's chain is
     * locked from here to the commit.
     *
     * @param organisation whose trail tells of it; {@code null} for what concerns none
     * @param action such as {@code key.create}
     * @param target the id of what was changed
     * @param detail a short text for people, {@code name=value} pairs; never a credential
     */
    public Uni<Void> record(
            String organisation,
            Actor actor,
            String action,
            String target,
            Outcome outcome,
            String detail,
            Instant at) {
        var id = Ids.next("aud");
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSERT)
                        .setParameter("id", id)
                        .setParameter("at", at.truncatedTo(ChronoUnit.MILLIS))
                        .setParameter("organisation", organisation)
                        .setParameter("actor", actor.user())
                        .setParameter("credential", actor.credential())
                        .setParameter("action", action)
                        .setParameter("target", target)
                        .setParameter("outcome", outcome.id())
                        .setParameter("detail", detail)
                        .setParameter("ip", actor.ip())
                        .setParameter("userAgent", actor.userAgent())
                        .setParameter("requestId", actor.requestId())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
