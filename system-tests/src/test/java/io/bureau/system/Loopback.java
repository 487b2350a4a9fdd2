package io.bureau.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients with addresses of their own: all of 127.0.0.0/8 is this machine. Bureau counts sign-ins and failures by address, and
 * the tests of one person must not use up another's.
 */
final class Loopback {

    private static final AtomicInteger NEXT = new AtomicInteger(2);

    private Loopback() {}

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(address())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** One that nobody else here has. */
    static InetAddress address() {
        int number = NEXT.getAndIncrement();
        byte[] address = {127, 0, (byte) (number / 250), (byte) (number % 250 + 1)};
        try {
            return InetAddress.getByAddress(address);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static HttpResponse<String> exchange(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError(request.method() + " " + request.uri() + " was not answered", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
