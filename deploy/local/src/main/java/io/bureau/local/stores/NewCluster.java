package io.bureau.local.stores;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;

/**
 * A cluster that was initialised and never used, kept beside the programs that made it: a copy of it is there sooner than
 * another one would be. It holds no password and no data.
 */
final class NewCluster {

    /** In the one jar that the programs come in; its name tells their version, and only that version reads the cluster. */
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private final Path cluster;

    NewCluster(Path programs) {
        var archive = String.valueOf(DefaultPostgresBinaryResolver.class.getResource(ARCHIVE));
        this.cluster = programs.resolve("cluster-" + archive.replaceAll("^.*/(.*)\\.jar!.*$", "$1"));
    }

    boolean exists() {
        return Files.exists(cluster);
    }

    /** What {@code maker} leaves in the directory it is given is kept, once it has done so without failing. */
    void keep(Maker maker) throws IOException {
        var aside = aside(cluster);
        maker.make(aside);
        Files.move(aside, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Copied aside and moved into place: whoever finds {@code directory} finds all of it. */
    void copyTo(Path directory) throws IOException {
        var aside = aside(directory);
        Files.walkFileTree(cluster, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                return copy(from);
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                return copy(from);
            }

            private FileVisitResult copy(Path from) throws IOException {
                Files.copy(from, aside.resolve(cluster.relativize(from)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
        Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Beside {@code directory}, without what an attempt that was killed has left there. */
    private static Path aside(Path directory) throws IOException {
        var aside = directory.resolveSibling(directory.getFileName() + ".new");
        if (Files.exists(aside)) {
            try (var leftover = Files.walk(aside)) {
                for (var file : leftover.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return aside;
    }

    @FunctionalInterface
    interface Maker {
        void make(Path directory) throws IOException;
    }
}
