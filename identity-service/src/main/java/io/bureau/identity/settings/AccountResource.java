package io.bureau.identity.settings;

import io.bureau.identity.account.AccountStore;
import io.bureau.identity.account.LinkedIdentity;
import io.bureau.identity.account.Profile;
import io.bureau.identity.organisation.DisplayName;
import io.bureau.identity.session.BrowserSession;
import io.bureau.identity.session.Freshness;
import io.bureau.identity.settings.AccountDeletion.DeletionReceipt;
import io.bureau.identity.signin.Provider;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The account of whoever is signed in. */
@Path("/api/account")
@HttpAuthenticationMechanism("session")
@Authenticated
class AccountResource {

    record Naming(String name) {

        Naming {
            name = DisplayName.valid(name);
        }
    }

    /** @param fresh whether he signed in so short a time ago that he may link, unlink and delete */
    record AccountView(Profile.User user, List<IdentityView> identities, Instant signedInAt, boolean fresh) {}

    record IdentityView(
            String id, String provider, String providerName, String email, Instant linkedAt, Instant lastUsedAt) {

        static IdentityView of(LinkedIdentity identity) {
            var title = Provider.byId(identity.provider()).map(Provider::title).orElse(identity.provider());
            return new IdentityView(
                    identity.id(),
                    identity.provider(),
                    title,
                    identity.email(),
                    identity.linkedAt(),
                    identity.lastUsedAt());
        }
    }

    private final AccountStore accounts;
    private final AccountDeletion deletion;
    private final Freshness freshness;
    private final BrowserSession browser;
    private final Store store;
    private final CurrentPrincipal principal;

    AccountResource(
            AccountStore accounts,
            AccountDeletion deletion,
            Freshness freshness,
            BrowserSession browser,
            Store store,
            CurrentPrincipal principal) {
        this.accounts = accounts;
        this.deletion = deletion;
        this.freshness = freshness;
        this.browser = browser;
        this.store = store;
        this.principal = principal;
    }

    @GET
    public Uni<AccountView> find() {
        return describe(principal.get());
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<AccountView> rename(Naming wanted) {
        if (wanted == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        var who = principal.get();
        return store.answer(accounts.rename(who, wanted.name())).chain(() -> describe(who));
    }

    @DELETE
    @Path("/identities/{id}")
    public Uni<Void> unlink(@RestPath String id) {
        var who = principal.get();
        return freshness.require(who).chain(() -> store.answer(accounts.unlink(id, who)));
    }

    /** @param confirm the e-mail address of the account, typed by whoever means it */
    @DELETE
    public Uni<DeletionReceipt> delete(@RestQuery String confirm, @Context RoutingContext request) {
        var who = principal.get();
        return freshness
                .require(who)
                .chain(() -> deletion.delete(confirm, who))
                .invoke(() -> browser.forget(request))
                .chain(deletion::confirm);
    }

    private Uni<AccountView> describe(Principal who) {
        return store.answer(accounts.find(who.user()))
                .chain(account -> freshness
                        .of(who)
                        .map(since -> new AccountView(
                                account.user(),
                                account.identities().stream()
                                        .map(IdentityView::of)
                                        .toList(),
                                since.signedInAt(),
                                since.fresh())));
    }
}
