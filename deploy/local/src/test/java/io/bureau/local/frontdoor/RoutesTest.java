package io.bureau.local.frontdoor;

import static io.bureau.local.services.Service.APIKEY;
import static io.bureau.local.services.Service.DESKTOPS;
import static io.bureau.local.services.Service.IDENTITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.local.services.Service;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/settings?tab=apiKeys",
                "/assets/index-Bx12.js",
                "/auth/google/callback?code=a%2Fb",
                "/api/session",
                "/api/sessions/ses_1",
                "/api/organisations/org_1/switch",
                "/api/account",
                "/api/account/identities/idn_1",
                "/api/audit?limit=5",
                "/v1x",
                "/mcpx",
                "/docsy"
            })
    void leadsToIdentity(String uri) {
        assertEquals(Optional.of(IDENTITY), of(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/keys",
                "/api/keys/key_1/rotate",
                "/api/capabilities",
                "/orgs/0190-uuid/api/key",
                "/orgs/0190-uuid/api/key/rotate"
            })
    void leadsToApikey(String uri) {
        assertEquals(Optional.of(APIKEY), of(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/me",
                "/v1/desktops/dsk_1/view/ws?ticket=t",
                "/api/webhooks",
                "/api/webhooks/whk_1/deliveries?limit=1",
                "/orgs/0190-uuid/api/instances/i",
                "/mcp",
                "/docs/",
                "/%76%31/me"
            })
    void leadsToDesktops(String uri) {
        assertEquals(Optional.of(DESKTOPS), of(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/keys/verify",
                "/internal",
                "/%69nternal/keys/verify",
                "/q/health/ready",
                "/q/metrics",
                "/api",
                "/api/keysx",
                "/api/webhooksx",
                "/api/accounts",
                "/api/unheard-of",
                "/orgs",
                "/orgs/u/api/keys",
                "/orgs/u/other"
            })
    void leadsNowhere(String uri) {
        assertEquals(Optional.empty(), of(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1%2fme",
                "/v1%2Fme",
                "/v1%5cme",
                "/v1\\me",
                "/v1;x/me",
                "/v1/me;jsessionid=1",
                "/v1/me%3bx",
                "/v1//me",
                "//v1/me",
                "/v1/../internal/x",
                "/v1/./me",
                "/v1/%2e%2e/internal",
                "/v1/..",
                "/v1/%00",
                "/v1/%0d%0a",
                "/v1/%zz",
                "/v1/me#x",
                "http://elsewhere/internal/x",
                "*",
                ""
            })
    void hasNoOneMeaning(String uri) {
        assertTrue(PathForm.segments(uri).isEmpty(), uri);
    }

    @ParameterizedTest
    @CsvSource({"/v1/a%20b,a b", "/v1/a+b,a+b", "/v1/caf%C3%A9,café"})
    void readsSegmentsDecoded(String uri, String last) {
        assertEquals(last, PathForm.segments(uri).orElseThrow().getLast());
    }

    private static Optional<Service> of(String uri) {
        return Routes.of(PathForm.segments(uri).orElseThrow());
    }
}
