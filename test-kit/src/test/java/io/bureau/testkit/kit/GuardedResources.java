package io.bureau.testkit.kit;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;

/** Routes of each kind that services have, guarded by the kit as services guard theirs. */
class GuardedResources {

    @Path("/v1/things")
    static class Things {

        record NewThing(String name, int count) {}

        private final CurrentPrincipal principal;

        Things(CurrentPrincipal principal) {
            this.principal = principal;
        }

        @GET
        @PermissionsAllowed("desktop:read")
        public Map<String, String> list() {
            return Map.of(
                    "credential",
                    principal.get().getName(),
                    "org",
                    principal.get().organisation().id());
        }

        @POST
        @PermissionsAllowed("desktop:manage")
        public NewThing create(NewThing thing) {
            return thing;
        }

        @GET
        @Path("/broken")
        @Authenticated
        public String broken() {
            throw new IllegalStateException("SELECT secret FROM table at io.bureau.Internal");
        }

        @GET
        @Path("/busy")
        @Authenticated
        public String busy() {
            throw ApiException.conflict("It is being destroyed", "destroying");
        }
    }

    @Path("/api/things")
    @HttpAuthenticationMechanism("session")
    static class DashboardThings {

        @GET
        @Authenticated
        public Map<String, String> list() {
            return Map.of("things", "all");
        }

        @POST
        @Authenticated
        public Map<String, String> create() {
            return Map.of("thing", "new");
        }
    }

    @Path("/internal/things")
    @HttpAuthenticationMechanism("internal")
    static class InternalThings {

        @GET
        @RolesAllowed("apikey-service")
        public Map<String, String> list() {
            return Map.of("things", "inner");
        }
    }

    @Path("/open")
    static class OpenThings {

        @GET
        @PermitAll
        public Map<String, String> list() {
            return Map.of("things", "open");
        }
    }
}
