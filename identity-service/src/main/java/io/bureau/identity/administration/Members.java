package io.bureau.identity.administration;

import io.bureau.identity.account.People;
import io.bureau.identity.account.Profile;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Role;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Who belongs to an organisation, with their names. */
@ApplicationScoped
class Members {

    /**
     * A member in the public API.
     *
     * @param since when he joined
     * @param you whether it is the one who asks
     */
    record MemberRecord(Profile.User user, Role role, Instant since, boolean you) {}

    private final Memberships memberships;
    private final People people;

    Members(Memberships memberships, People people) {
        this.memberships = memberships;
        this.people = people;
    }

    /** Who came first is first; fails with 404 unless {@code viewer} is one of them. */
    @WithSession
    Uni<List<MemberRecord>> list(String organisation, String viewer) {
        return memberships
                .require(viewer, organisation)
                .chain(() -> memberships.list(organisation))
                .chain(members -> people.byId(
                                members.stream().map(Memberships.Member::user).toList())
                        .map(users -> describe(members, users, viewer)));
    }

    private static List<MemberRecord> describe(
            List<Memberships.Member> members, Map<String, Profile.User> users, String viewer) {
        return members.stream()
                .map(member -> new MemberRecord(
                        users.get(member.user()),
                        member.role(),
                        member.since(),
                        member.user().equals(viewer)))
                .toList();
    }
}
