package io.bureau.apikey.leak;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** GitHub's list of signing keys. It is asked again for every unknown key, so that each test has its own. */
public final class GitHub implements QuarkusTestResourceLifecycleManager {

    private static WireMockServer server;

    @Override
    public Map<String, String> start() {
        server = new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
        server.start();
        return Map.of(
                "bureau.secret-scanning.keys-url",
                server.baseUrl() + "/keys",
                "bureau.secret-scanning.keys-cooldown",
                "0s",
                "bureau.secret-scanning.most-tokens",
                "20");
    }

    @Override
    public void stop() {
        server.stop();
    }

    static void publish(Signer... signers) {
        server.stubFor(get(anyUrl()).willReturn(okJson(Signer.list(signers))));
    }

    static void fail() {
        server.stubFor(get(anyUrl()).willReturn(serverError()));
    }
}
