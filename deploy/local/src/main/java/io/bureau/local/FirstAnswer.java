package io.bureau.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Whether a page is answered, with whatever status but the one that says "not now". */
final class FirstAnswer {

    private static final int PATIENCE_MILLIS = 3000;

    private FirstAnswer() {}

    static boolean isGiven(URI page) {
        try {
            var connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode() != 503;
        } catch (IOException noAnswer) {
            return false;
        }
    }
}
