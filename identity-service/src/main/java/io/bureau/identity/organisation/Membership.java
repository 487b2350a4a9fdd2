package io.bureau.identity.organisation;

import io.bureau.kit.principal.Principal;

/** @param role {@code owner}, {@code admin} or {@code member} */
public record Membership(Principal.Organisation organisation, String role) {}
