package io.bureau.local.stores;

import io.bureau.local.process.CommandLine;
import io.bureau.local.process.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The Redis of one stack: on loopback, behind a password, with an append-only file that it takes up again. */
public final class Redis implements Program {

    private static final int PATIENCE_MILLIS = 500;

    private final Path directory;
    private final Path programs;
    private final Path log;
    private final int port;
    private final String password;

    public Redis(Path directory, Path programs, Path log, int port, String password) {
        this.directory = directory;
        this.programs = programs;
        this.log = log;
        this.port = port;
        this.password = password;
    }

    @Override
    public String name() {
        return "redis";
    }

    /** The address as the services want it, password included. */
    public String url() {
        return "redis://:" + password + "@127.0.0.1:" + port;
    }

    /** The program. It is unpacked aside and moved into place: one that runs, or is half there, is not written to. */
    public Path unpack() throws IOException {
        Files.createDirectories(programs);
        var name = ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
        var program = programs.resolve(name.substring(name.lastIndexOf('/') + 1));
        if (!Files.exists(program)) {
            var aside = Files.createTempDirectory(programs, "new");
            var unpacked = ExecutableProvider.newJarResourceProvider(aside.toFile())
                    .get()
                    .toPath();
            Files.move(unpacked, program, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(aside);
        }
        return program;
    }

    @Override
    public ProcessHandle start() throws IOException {
        var command = List.of(unpack().toString(), configuration().toString());
        return new CommandLine(name(), command, Map.of("LANG", "C.UTF-8"), log).start();
    }

    /** Whether it takes commands now; one that still reads its file does not. */
    public boolean isReady() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(("AUTH " + password + "\r\nPING\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains("+PONG");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** In a file, because a command line is public and this holds the password. */
    private Path configuration() throws IOException {
        var file = directory.resolve("redis.conf");
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.writeString(file, """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                appendonly yes
                appendfsync everysec
                save ""
                """.formatted(port, password, directory));
    }
}
