package io.bureau.local.services;

import io.bureau.local.process.CommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A packaged service as a program: the artifact that runs everywhere, with a footprint for a shared machine. */
public final class ServiceProcess {

    private static final List<String> FLAGS = List.of(
            // Left to itself the JVM would begin with the largest heap it may have, and fill it before it cleans up.
            "-Xms32m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=160m",
            "-XX:ReservedCodeCacheSize=64m",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private ServiceProcess() {}

    public static CommandLine of(Replica replica, Path home, Map<String, String> environment, Path log) {
        return commandLine(replica, home, cache(replica.service(), home), environment, log);
    }

    /** The same, and what it learns until it ends is there for every later start. */
    public static CommandLine rehearsal(Replica replica, Path home, Map<String, String> environment, Path log) {
        var learn = List.of("-XX:AOTCacheOutput=" + replica.service().startCache(home));
        return commandLine(replica, home, learn, environment, log);
    }

    private static List<String> cache(Service service, Path home) {
        var cache = service.startCache(home).toFile();
        // One of an earlier build would be refused, with a warning at every start.
        return cache.lastModified() > service.artifact(home).toFile().lastModified()
                ? List.of("-XX:AOTCache=" + cache)
                : List.of();
    }

    private static CommandLine commandLine(
            Replica replica, Path home, List<String> more, Map<String, String> environment, Path log) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(more);
        command.add("-jar");
        command.add(replica.service().artifact(home).toString());
        return new CommandLine(replica.name(), command, environment, log);
    }
}
