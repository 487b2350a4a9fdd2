package io.bureau.kit.principal;

import io.smallrye.mutiny.Uni;

/** Decides on session tokens. identity-service decides for itself, everybody else asks it. */
public interface SessionVerifier {

    Uni<Verification> verify(String token, Client client);
}
