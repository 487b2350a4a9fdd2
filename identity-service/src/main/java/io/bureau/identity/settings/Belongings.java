package io.bureau.identity.settings;

import io.bureau.identity.administration.Departures;
import io.bureau.identity.administration.Departures.Departure;
import io.bureau.identity.administration.Dissolutions;
import io.bureau.identity.notice.Notice;
import io.bureau.identity.organisation.Membership;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Organisations;
import io.bureau.identity.organisation.Role;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.revocation.Revocation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The organisations of an account that is being deleted, in the transaction at hand, which has locked them all. */
@ApplicationScoped
class Belongings {

    /** What is to be confirmed and delivered after the commit. */
    record Given(List<Revocation> revocations, List<Notice> notices) {

        static Given all(List<Given> parts) {
            return new Given(
                    parts.stream().flatMap(part -> part.revocations.stream()).toList(),
                    parts.stream().flatMap(part -> part.notices.stream()).toList());
        }
    }

    private final Memberships memberships;
    private final Organisations organisations;
    private final Departures departures;
    private final Dissolutions dissolutions;

    Belongings(Memberships memberships, Organisations organisations, Departures departures, Dissolutions dissolutions) {
        this.memberships = memberships;
        this.organisations = organisations;
        this.departures = departures;
        this.dissolutions = dissolutions;
    }

    /** What is to become of each; fails with 409 that names those which would be left without an owner. */
    Uni<List<Belonging>> judge(List<Membership> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(membership ->
                        memberships.list(membership.organisation().id()).map(members -> judge(membership, members)))
                .collect()
                .asList()
                .invoke(Belongings::requireNoneIndispensable);
    }

    /** Ends those that are his alone, and his membership in the others. */
    Uni<Given> give(List<Belonging> judged, Actor actor, Instant now) {
        return Multi.createFrom()
                .iterable(judged)
                .onItem()
                .transformToUniAndConcatenate(belonging -> give(belonging, actor, now))
                .collect()
                .asList()
                .map(Given::all);
    }

    private Uni<Given> give(Belonging belonging, Actor actor, Instant now) {
        var membership = belonging.membership();
        return belonging instanceof Belonging.Alone ? end(membership, actor, now) : leave(membership, actor, now);
    }

    private Uni<Given> end(Membership membership, Actor actor, Instant now) {
        var organisation = membership.organisation();
        return dissolutions
                .dissolve(organisation.id(), organisation.name(), actor, now)
                .map(dissolved -> new Given(List.of(dissolved.revocation()), dissolved.notices()));
    }

    private Uni<Given> leave(Membership membership, Actor actor, Instant now) {
        var organisation = membership.organisation().id();
        var going = new Departure(organisation, membership.user(), null, "member.leave", Departures.ACCOUNT_DELETED);
        return organisations
                .release(organisation, membership.user())
                .chain(() -> departures.depart(going, actor, now))
                .map(departed -> new Given(List.of(departed.revocation()), List.of(departed.notice())));
    }

    private static Belonging judge(Membership membership, List<Memberships.Member> members) {
        if (members.size() == 1) {
            return new Belonging.Alone(membership);
        }
        return members.stream()
                        .anyMatch(member ->
                                member.role() == Role.OWNER && !member.user().equals(membership.user()))
                ? new Belonging.OneOfMany(membership)
                : new Belonging.Indispensable(membership);
    }

    private static void requireNoneIndispensable(List<Belonging> judged) {
        var names = judged.stream()
                .filter(belonging -> belonging instanceof Belonging.Indispensable)
                .map(belonging -> belonging.membership().organisation().name())
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            throw ApiException.conflict(
                    "You are the only owner of " + names + "; make somebody else an owner or delete it first",
                    "sole_owner");
        }
    }
}
