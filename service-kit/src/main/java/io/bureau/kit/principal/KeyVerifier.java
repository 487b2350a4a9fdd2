package io.bureau.kit.principal;

import io.smallrye.mutiny.Uni;

/** Decides on API keys. apikey-service decides for itself, everybody else asks it. */
public interface KeyVerifier {

    Uni<Verification> verify(ApiKey key, Client client);
}
