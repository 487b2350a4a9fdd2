package io.bureau.identity.administration;

import io.bureau.identity.notice.Notice;
import io.bureau.identity.notice.Notices;
import io.bureau.identity.organisation.Organisations;
import io.bureau.identity.session.SessionMoves;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.http.Service;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.revocation.Revocation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Organisations end, in the transaction at hand; their keys and desktops end with them, where those are owned. */
@ApplicationScoped
public class Dissolutions {

    /** What is to be confirmed and delivered after the commit. */
    public record Dissolved(Revocation revocation, List<Notice> notices, Instant at) {}

    record OrganisationEnd(String organisation, Actor actor) {}

    private static final String PATH = "/internal/organisations/end";

    private final Organisations organisations;
    private final SessionMoves sessions;
    private final RevocationOutbox outbox;
    private final Notices notices;
    private final AuditTrail audit;

    Dissolutions(
            Organisations organisations,
            SessionMoves sessions,
            RevocationOutbox outbox,
            Notices notices,
            AuditTrail audit) {
        this.organisations = organisations;
        this.sessions = sessions;
        this.outbox = outbox;
        this.notices = notices;
        this.audit = audit;
    }

    /** The caller has locked the organisation and knows that it may end. */
    public Uni<Dissolved> dissolve(String organisation, String name, Actor actor, Instant now) {
        var revocation = Revocation.ofOrganisation(organisation);
        var end = new OrganisationEnd(organisation, actor);
        return sessions.sendAllHome(organisation)
                .chain(() -> organisations.close(organisation, now))
                .chain(() -> outbox.add(revocation, now))
                .chain(() -> notices.add(Service.APIKEY, PATH, end, now))
                .chain(keys -> notices.add(Service.DESKTOPS, PATH, end, now).map(desktops -> List.of(keys, desktops)))
                .call(() -> audit.record(organisation, actor, "organisation.delete", organisation, "name=" + name, now))
                .map(told -> new Dissolved(revocation, told, now));
    }
}
