package io.bureau.testkit;

import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Capability;
import io.bureau.kit.principal.Principal;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Principals for tests: an organisation of its own for each, unless told otherwise. */
public final class Principals {

    private Principals() {}

    /** A session of the owner of a new organisation. */
    public static Principal owner() {
        return session(organisation(), Ids.next("usr"), "owner");
    }

    public static Principal session(Principal.Organisation organisation, String user, String role) {
        var credential = new Principal.Credential(Principal.Kind.SESSION, Ids.next("ses"), null, null);
        return new Principal(credential, organisation, user, role, Capability.all(), null);
    }

    /** A key in a new organisation that holds these capabilities, such as {@code desktop:read}. */
    public static Principal key(String... capabilities) {
        return key(organisation(), capabilities);
    }

    public static Principal key(Principal.Organisation organisation, String... capabilities) {
        var credential = new Principal.Credential(Principal.Kind.KEY, Ids.next("key"), "test key", null);
        Set<Capability> held = Arrays.stream(capabilities)
                .map(id -> Capability.byId(id).orElseThrow())
                .collect(Collectors.toUnmodifiableSet());
        return new Principal(credential, organisation, Ids.next("usr"), "owner", held, null);
    }

    public static Principal.Organisation organisation() {
        return new Principal.Organisation(Ids.next("org"), UUID.randomUUID().toString(), "Test organisation");
    }
}
