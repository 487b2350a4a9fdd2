package io.bureau.identity.signin;

import io.bureau.identity.session.BrowserSession;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.ratelimit.AddressLimits;
import io.bureau.kit.ratelimit.Policy;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The way of a browser to a provider and back. */
@Path("/auth")
@PermitAll
class SignInResource {

    private static final String STATE = "[0-9a-f-]{36}";

    record Offer(String id, String name) {}

    private final Providers providers;
    private final SignIn signIn;
    private final AddressLimits limits;
    private final BrowserSession browser;

    SignInResource(Providers providers, SignIn signIn, AddressLimits limits, BrowserSession browser) {
        this.providers = providers;
        this.signIn = signIn;
        this.limits = limits;
        this.browser = browser;
    }

    @GET
    @Path("/providers")
    public List<Offer> providers() {
        return providers.offered().stream()
                .map(provider -> new Offer(provider.id(), provider.title()))
                .toList();
    }

    @GET
    @Path("/{provider}")
    public Uni<Response> begin(
            @RestPath("provider") String id, @RestQuery String returnTo, @Context RoutingContext request) {
        var provider = providers.offered(id);
        return limits.admit(Policy.SIGN_IN, request)
                .chain(() -> signIn.begin(provider, null, returnTo, request))
                .map(there -> there.map(url -> redirect(302, url.toString()))
                        .orElseGet(() -> toSignInPage(SignInOutcome.Refused.PROVIDER)));
    }

    @GET
    @Path("/{provider}/callback")
    public Uni<Response> complete(
            @RestPath("provider") String id, @RestQuery List<String> state, @Context RoutingContext request) {
        var provider = providers.offered(id);
        return limits.admit(Policy.SIGN_IN, request).chain(() -> {
            if (state.size() != 1 || !state.getFirst().matches(STATE)) {
                throw notBegunHere();
            }
            var cookie = SignInCookie.of(request).orElseThrow(SignInResource::notBegunHere);
            return signIn.complete(provider, state.getFirst(), cookie, request)
                    .map(outcome -> toResponse(outcome, request));
        });
    }

    private Response toResponse(SignInOutcome outcome, RoutingContext request) {
        return switch (outcome) {
            case SignInOutcome.SignedIn(var token, var returnTo) -> {
                browser.keep(token, request);
                yield redirect(303, returnTo);
            }
            case SignInOutcome.Linked(var returnTo) -> redirect(303, returnTo);
            case SignInOutcome.NotLinked(var returnTo, var code) -> redirect(303, ReturnTo.withError(returnTo, code));
            case SignInOutcome.Refused refusal -> toSignInPage(refusal);
            case SignInOutcome.NotTheirs _ -> throw notBegunHere();
        };
    }

    private static ApiException notBegunHere() {
        return ApiException.badRequest("This sign-in was not begun in this browser; start again from the sign-in page");
    }

    private static Response toSignInPage(SignInOutcome.Refused refusal) {
        return redirect(303, "/signin?error=" + refusal.code());
    }

    /** The location goes out as it is, relative to whatever origin the browser knows us by. */
    static Response redirect(int status, String location) {
        return Response.status(status)
                .header("Location", location)
                .header("Cache-Control", "no-store")
                .build();
    }
}
