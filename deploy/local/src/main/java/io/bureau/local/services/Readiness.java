package io.bureau.local.services;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Whether a service says that it is ready. */
public final class Readiness {

    private static final int PATIENCE_MILLIS = 1000;

    private Readiness() {}

    public static boolean of(Address service) {
        try {
            var connection = (HttpURLConnection)
                    URI.create(service.readinessUrl()).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
