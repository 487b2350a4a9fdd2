package io.bureau.desktops.webhook;

import static io.bureau.desktops.Bureau.until;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Servers that webhooks lead to, on addresses that the operator allows: 127.0.0.2 and 127.0.0.3. Both also speak TLS, with one
 * certificate that is trusted and that only the first is named in.
 */
public final class Receiver implements QuarkusTestResourceLifecycleManager {

    record Received(String id, String timestamp, String signature, String body, Map<String, List<String>> headers) {}

    record Answer(int status, String body, Map<String, String> headers) {

        static Answer of(int status) {
            return new Answer(status, "", Map.of());
        }
    }

    private static final String NAMED = "127.0.0.2";
    private static final String UNNAMED = "127.0.0.3";
    private static final char[] PASSWORD = "test-only".toCharArray();

    private static final Map<String, List<Received>> RECEIVED = new ConcurrentHashMap<>();
    private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();
    private static final Map<String, CountDownLatch> HELD = new ConcurrentHashMap<>();

    private static HttpServer plain;
    private static HttpsServer secure;
    private static HttpsServer unnamed;

    private Path directory;

    static String http(String path) {
        return "http://" + NAMED + ":" + plain.getAddress().getPort() + path;
    }

    static String https(String path) {
        return "https://" + NAMED + ":" + secure.getAddress().getPort() + path;
    }

    static String httpsOfAnotherName(String path) {
        return "https://" + UNNAMED + ":" + unnamed.getAddress().getPort() + path;
    }

    static int port() {
        return plain.getAddress().getPort();
    }

    /** From now on requests for {@code path} are answered so, and not with 204. */
    static void answer(String path, Answer answer) {
        ANSWERS.put(path, answer);
    }

    /** From now on requests for {@code path} are not answered; close what is returned to let them go. */
    static AutoCloseable hold(String path) {
        var latch = new CountDownLatch(1);
        HELD.put(path, latch);
        return () -> {
            HELD.remove(path);
            latch.countDown();
        };
    }

    static List<Received> received(String path) {
        return RECEIVED.getOrDefault(path, List.of());
    }

    static List<Received> await(String path, int count) {
        until(() -> received(path).size() >= count, count + " at " + path);
        return received(path);
    }

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("bureau-receiver");
            var context = tls();
            plain = HttpServer.create(new InetSocketAddress(NAMED, 0), 0);
            secure = HttpsServer.create(new InetSocketAddress(NAMED, 0), 0);
            unnamed = HttpsServer.create(new InetSocketAddress(UNNAMED, 0), 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(context));
            unnamed.setHttpsConfigurator(new HttpsConfigurator(context));
        } catch (IOException | GeneralSecurityException | InterruptedException failure) {
            throw new IllegalStateException("no receiver for the tests", failure);
        }
        for (var server : List.of(plain, secure, unnamed)) {
            server.createContext("/", Receiver::receive);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }
        return Map.of(
                "bureau.webhooks.allowed-targets",
                NAMED + "/31",
                "bureau.webhooks.trusted-certificates",
                directory.resolve("receiver.pem").toString());
    }

    private SSLContext tls() throws IOException, GeneralSecurityException, InterruptedException {
        var file = directory.resolve("receiver.p12");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=receiver", "-ext", "san=ip:" + NAMED, "-keystore", file);
        keytool("-exportcert", "-rfc", "-file", directory.resolve("receiver.pem"), "-keystore", file);
        var store = KeyStore.getInstance(file.toFile(), PASSWORD);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Object... arguments) throws IOException, InterruptedException {
        var command = new CopyOnWriteArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        command.addAll(List.of("-alias", "receiver", "-storepass", new String(PASSWORD)));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    private static void receive(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().toString();
        var headers = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        RECEIVED.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>())
                .add(new Received(
                        headers.getFirst("webhook-id"),
                        headers.getFirst("webhook-timestamp"),
                        headers.getFirst("webhook-signature"),
                        body,
                        headers));
        awaitRelease(path);
        var answer = ANSWERS.getOrDefault(path, Answer.of(204));
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        var content = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
        try (var out = exchange.getResponseBody()) {
            out.write(content);
        }
    }

    private static void awaitRelease(String path) throws IOException {
        try {
            var held = HELD.get(path);
            if (held != null) {
                held.await();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    @Override
    public void stop() {
        HELD.values().forEach(CountDownLatch::countDown);
        plain.stop(0);
        secure.stop(0);
        unnamed.stop(0);
    }
}
