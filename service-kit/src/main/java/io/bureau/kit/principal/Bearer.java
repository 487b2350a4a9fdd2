package io.bureau.kit.principal;

import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** What the {@code Authorization} header holds (RFC 6750, section 2.1). */
sealed interface Bearer {

    record Absent() implements Bearer {}

    record Malformed() implements Bearer {}

    record Token(String text) implements Bearer {}

    static Bearer of(RoutingContext request) {
        var headers = request.request().headers().getAll("Authorization");
        if (headers.isEmpty()) {
            return new Absent();
        }
        var header = headers.getFirst();
        if (headers.size() > 1 || !header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return new Malformed();
        }
        var token = header.substring("bearer ".length()).strip();
        return token.isEmpty() ? new Malformed() : new Token(token);
    }

    static Uni<ChallengeData> challenge() {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }
}
