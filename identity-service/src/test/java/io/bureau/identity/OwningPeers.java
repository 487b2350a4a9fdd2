package io.bureau.identity;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import io.bureau.testkit.Peers;

/** The services that own keys and desktops, as far as they are told of departures. */
public final class OwningPeers {

    public static final String MEMBERSHIPS = "/internal/memberships/end";
    public static final String ORGANISATIONS = "/internal/organisations/end";

    private OwningPeers() {}

    /** They take every notice; there are two keys to each, and no desktops. */
    public static void answer() {
        Peers.server()
                .stubFor(post(MEMBERSHIPS)
                        .willReturn(
                                okJson("{\"keysRevoked\":2,\"keysHandedOver\":0,\"replicas\":3,\"confirmedInMs\":7}")));
        Peers.server()
                .stubFor(post(ORGANISATIONS)
                        .willReturn(okJson("{\"keysRevoked\":2,\"destroyed\":0,\"replicas\":3,\"confirmedInMs\":7}")));
        desktops(0);
    }

    /** From now on every organisation has so many desktops. */
    public static void desktops(int total) {
        Peers.server()
                .stubFor(get(urlPathMatching("/internal/organisations/[^/]+/desktops"))
                        .willReturn(okJson("{\"total\":" + total + "}")));
    }
}
