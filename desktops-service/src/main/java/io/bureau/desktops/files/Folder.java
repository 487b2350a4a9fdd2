package io.bureau.desktops.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.sftp.client.SftpClient;

/** The files of one desktop as its user sees them. Everything here waits for the desktop. */
final class Folder {

    private final SftpClient sftp;
    private final String home;

    Folder(SftpClient sftp) throws IOException {
        this.sftp = sftp;
        this.home = sftp.canonicalPath(".");
    }

    /** At most {@code limit} of what is in there; fails with 409 if it is no folder. */
    Listing list(FilePath path, int limit) throws IOException {
        var folder = sftp.canonicalPath(path.from(home));
        if (!sftp.stat(folder).isDirectory()) {
            throw Refusals.conflict("This is not a folder");
        }
        var entries = new ArrayList<Entry>();
        var prefix = folder.equals("/") ? folder : folder + "/";
        boolean truncated = false;
        try (var handle = sftp.openDir(folder)) {
            List<SftpClient.DirEntry> some = sftp.readDir(handle);
            while (some != null && !truncated) {
                for (var each : some) {
                    if (each.getFilename().equals(".") || each.getFilename().equals("..")) {
                        continue;
                    }
                    if (entries.size() == limit) {
                        truncated = true;
                        break;
                    }
                    entries.add(Entry.of(prefix + each.getFilename(), each.getAttributes()));
                }
                some = truncated ? null : sftp.readDir(handle);
            }
        }
        entries.sort(Entry.ORDER);
        return new Listing(folder, entries, truncated);
    }

    /** A link goes, not what it leads to; fails with 409 if it is a folder that is not empty. */
    Void delete(FilePath path) throws IOException {
        var file = path.from(home);
        if (sftp.lstat(file).isDirectory()) {
            orConflict("The folder is not empty", () -> sftp.rmdir(file));
        } else {
            sftp.remove(file);
        }
        return null;
    }

    /** Makes one folder in one that is there; fails with 409 if the name is taken. */
    Entry make(FilePath path) throws IOException {
        var folder = path.from(home);
        orConflict("There is something of this name already", () -> sftp.mkdir(folder));
        return Entry.of(folder, sftp.lstat(folder));
    }

    /** Replaces nothing; fails with 409 if the name is taken. */
    Entry move(FilePath from, FilePath to) throws IOException {
        var target = to.from(home);
        orConflict(
                "There is something of this name already, or it is on another file system",
                () -> sftp.rename(from.from(home), target));
        return Entry.of(target, sftp.lstat(target));
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static void orConflict(String message, Step step) throws IOException {
        try {
            step.run();
        } catch (IOException failure) {
            if (Refusals.isUnspecific(failure)) {
                throw Refusals.conflict(message);
            }
            throw failure;
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T on(Folder folder) throws IOException;
    }
}
