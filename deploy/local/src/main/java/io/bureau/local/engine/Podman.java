package io.bureau.local.engine;

import io.bureau.local.process.CommandLine;
import io.bureau.local.process.Program;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Podman answering Docker's API on a socket of our own, for as long as the stack runs. */
public final class Podman implements Program {

    private static final Set<String> KEPT = Set.of("HOME", "PATH", "USER", "LOGNAME", "LANG", "TMPDIR");
    private static final List<String> KEPT_PREFIXES = List.of("XDG_", "DBUS_", "CONTAINERS_");

    private final List<String> podman;
    private final Path socket;
    private final Map<String, String> environment;
    private final Path log;

    /**
     * @param podman the command with its global options
     * @param environment what Podman finds its storage by: HOME, PATH and the like
     */
    public Podman(List<String> podman, Path socket, Map<String, String> environment, Path log) {
        this.podman = podman;
        this.socket = socket;
        this.environment = environment;
        this.log = log;
    }

    /** From {@code ours}, what Podman finds its storage and its user's session by, and nothing else. */
    public static Map<String, String> environment(Map<String, String> ours) {
        var environment = new HashMap<String, String>();
        ours.forEach((name, value) -> {
            if (KEPT.contains(name) || KEPT_PREFIXES.stream().anyMatch(name::startsWith)) {
                environment.put(name, value);
            }
        });
        return environment;
    }

    @Override
    public String name() {
        return "podman";
    }

    public String address() {
        return "unix://" + socket;
    }

    @Override
    public ProcessHandle start() throws IOException {
        Files.deleteIfExists(socket);
        var command = new ArrayList<>(podman);
        command.addAll(List.of("system", "service", "--time=0", address()));
        return new CommandLine(name(), command, environment, log).start();
    }

    public boolean isReady() {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException notYet) {
            return false;
        }
    }
}
