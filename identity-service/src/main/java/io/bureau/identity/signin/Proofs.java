package io.bureau.identity.signin;

import io.bureau.identity.account.ProvenIdentity;
import io.quarkus.oidc.UserInfo;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonNumber;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads who has signed in from what the provider answered. An address and whether it is verified come from one answer. */
@ApplicationScoped
class Proofs {

    private final SignInConfig config;
    private final GitHubEmails emails;

    Proofs(SignInConfig config, GitHubEmails emails) {
        this.config = config;
        this.emails = emails;
    }

    /** Fails if the answers lack what must be there. */
    Uni<Proof> of(Provider provider, SecurityIdentity identity) {
        return switch (provider) {
            case GOOGLE -> Uni.createFrom().item(google((JsonWebToken) identity.getPrincipal()));
            case GITHUB -> github(identity);
        };
    }

    private static Proof google(JsonWebToken token) {
        String email = token.getClaim("email");
        var verified = token.getClaim("email_verified");
        if (email == null || email.isBlank() || !"true".equals(String.valueOf(verified))) {
            return new Proof.EmailNotVerified(token.getSubject());
        }
        return new Proof.Proven(new ProvenIdentity(
                Provider.GOOGLE.id(),
                token.getIssuer(),
                token.getSubject(),
                email,
                token.getClaim("name"),
                token.getClaim("picture")));
    }

    /** GitHub has no issuer of its own; the API that vouched stands for it, so that no stand-in can speak of its users. */
    private Uni<Proof> github(SecurityIdentity identity) {
        UserInfo user = identity.getAttribute(OidcUtils.USER_INFO_ATTRIBUTE);
        if (user == null || !(user.get("id") instanceof JsonNumber id)) {
            return Uni.createFrom().failure(new ProviderFault("/user has no numeric id"));
        }
        var subject = Long.toString(id.longValueExact());
        var name = user.getString("name");
        return emails.primary(identity)
                .map(email -> email.<Proof>map(address -> new Proof.Proven(new ProvenIdentity(
                                Provider.GITHUB.id(),
                                config.github().apiUrl().toString(),
                                subject,
                                address,
                                name == null ? user.getString("login") : name,
                                user.getString("avatar_url"))))
                        .orElseGet(() -> new Proof.EmailNotVerified(subject)));
    }
}
