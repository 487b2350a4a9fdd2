package io.bureau.identity.signin;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;

/** An address for Google where nothing answers yet. */
public final class GoogleAwayResource implements QuarkusTestResourceLifecycleManager {

    private static int port;

    @Override
    public Map<String, String> start() {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        return Map.of("bureau.signin.google.issuer", "http://127.0.0.1:" + port + "/google");
    }

    static int port() {
        return port;
    }

    @Override
    public void stop() {}

    /** After the others, whose word on Google it takes back. */
    @Override
    public int order() {
        return 100;
    }
}
