package io.bureau.identity.administration;

import io.bureau.identity.invitation.Withdrawal;
import io.bureau.identity.notice.Notice;
import io.bureau.identity.notice.Notices;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.session.SessionMoves;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.http.Service;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.revocation.Revocation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Members go, in the transaction at hand: what they were let in by ends with their membership. */
@ApplicationScoped
public class Departures {

    /**
     * Somebody's going.
     *
     * @param handOverTo the member who answers for his keys from now on; {@code null} if they are to be revoked
     * @param action {@code member.remove} or {@code member.leave}
     * @param reason why his keys are revoked, if they are: {@link #MEMBER_REMOVED} or {@link #ACCOUNT_DELETED}
     */
    public record Departure(String organisation, String user, String handOverTo, String action, String reason) {}

    public static final String MEMBER_REMOVED = "member_removed";
    public static final String ACCOUNT_DELETED = "account_deleted";

    /** What is to be confirmed and delivered after the commit. */
    public record Departed(Revocation revocation, Notice notice, Instant at) {}

    record MembershipEnd(String organisation, String user, String handOverTo, String reason, Actor actor) {}

    private final Memberships memberships;
    private final SessionMoves sessions;
    private final Withdrawal invitations;
    private final RevocationOutbox outbox;
    private final Notices notices;
    private final AuditTrail audit;

    Departures(
            Memberships memberships,
            SessionMoves sessions,
            Withdrawal invitations,
            RevocationOutbox outbox,
            Notices notices,
            AuditTrail audit) {
        this.memberships = memberships;
        this.sessions = sessions;
        this.invitations = invitations;
        this.outbox = outbox;
        this.notices = notices;
        this.audit = audit;
    }

    /** The caller has locked the organisation and knows that he may go. */
    public Uni<Departed> depart(Departure going, Actor actor, Instant now) {
        var revocation = Revocation.ofMember(going.organisation(), going.user());
        return memberships
                .remove(going.user(), going.organisation())
                .chain(() -> sessions.sendHome(going.user(), going.organisation()))
                .chain(() -> outbox.add(revocation, now))
                .chain(() -> notices.add(Service.APIKEY, "/internal/memberships/end", end(going, actor), now))
                .call(() -> invitations.withdraw(going.organisation(), going.user(), _ -> true, actor, now))
                .call(() -> audit.record(going.organisation(), actor, going.action(), going.user(), detail(going), now))
                .map(notice -> new Departed(revocation, notice, now));
    }

    private static MembershipEnd end(Departure going, Actor actor) {
        return new MembershipEnd(going.organisation(), going.user(), going.handOverTo(), going.reason(), actor);
    }

    private static String detail(Departure going) {
        var keys = going.handOverTo() == null ? "keys=revoked" : "keys=" + going.handOverTo();
        return going.reason().equals(ACCOUNT_DELETED) ? keys + " why=" + ACCOUNT_DELETED : keys;
    }
}
