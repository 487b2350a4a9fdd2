package io.bureau.kit.token;

import io.bureau.kit.http.Service;
import java.time.Instant;
import java.util.Map;

/** A token whose every claim holds for us, now. */
public record VerifiedToken(Service issuer, String subject, Instant expiresAt, Map<String, Object> claims) {}
