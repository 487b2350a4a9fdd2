package io.bureau.local;

import io.bureau.local.process.ProcessLedger;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What runs, under which process id, and whether it says that it is ready. */
final class Status {

    private static final int PATIENCE_MILLIS = 3000;

    private Status() {}

    /** Prints it; 0 if all is well, 3 if nothing runs, as service scripts have it, 1 if something is missing. */
    static int print(Options options) {
        var run = new DataDirectory(options.data()).run();
        var ledger = new ProcessLedger(run);
        var launcher = ledger.find(Main.LAUNCHER);
        if (launcher.isEmpty()) {
            System.out.println("Bureau is down");
            return 3;
        }
        var url = new RunState(run).url().orElseThrow();
        System.out.println("Bureau is up at " + url + ", launcher process "
                + launcher.get().pid());
        for (var part : ledger.running()) {
            if (!part.name().equals(Main.LAUNCHER)) {
                System.out.printf(
                        "  %-20s process %d%n", part.name(), part.process().pid());
            }
        }
        return printHealth(url);
    }

    private static int printHealth(String url) {
        try {
            var connection =
                    (HttpURLConnection) URI.create(url + "/healthz").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            boolean ready = connection.getResponseCode() == 200;
            try (var body = ready ? connection.getInputStream() : connection.getErrorStream()) {
                System.out.println(body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            return ready ? 0 : 1;
        } catch (IOException notListening) {
            System.out.println("The front door does not answer yet");
            return 1;
        }
    }
}
