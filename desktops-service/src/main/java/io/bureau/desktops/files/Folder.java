package io.bureau.desktops.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

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
                    if (!isInside(each)) {
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

    /** Opens a file; fails with 409 if it is none. */
    Reading read(FilePath path) throws IOException {
        var file = path.from(home);
        var attributes = sftp.stat(file);
        requireFile(attributes);
        return new Reading(
                sftp.read(file),
                attributes.getSize(),
                attributes.getModifyTime().toInstant());
    }

    /**
     * Begins a file, which is there, under its name, once it is complete; what has the name until then is replaced.
     * Where the name is that of a link, it is the file that it leads to.
     *
     * @param onlyNew fails with 412 if there is something of this name
     */
    Writing write(FilePath path, boolean onlyNew) throws IOException {
        var file = path.from(home);
        var present = present(file);
        if (present.isEmpty()) {
            return Writing.begin(sftp, file, OptionalInt.empty());
        }
        requireFile(present.get());
        if (onlyNew) {
            throw Refusals.isThere();
        }
        return Writing.begin(
                sftp, sftp.canonicalPath(file), OptionalInt.of(present.get().getPermissions() & Writing.PERMISSIONS));
    }

    /** Everything in a folder goes, and the folder; a link goes, not what it leads to. Stops when it is interrupted. */
    Void deleteAll(FilePath path) throws IOException {
        var file = path.from(home);
        var real = sftp.canonicalPath(file);
        if (home.equals(real) || home.startsWith(real.endsWith("/") ? real : real + "/")) {
            throw Refusals.conflict("The home folder and what it lies in cannot be removed");
        }
        deleteAll(file, sftp.lstat(file));
        return null;
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

    private void deleteAll(String file, SftpClient.Attributes attributes) throws IOException {
        if (!attributes.isDirectory()) {
            sftp.remove(file);
            return;
        }
        for (var some = someOf(file); !some.isEmpty(); some = someOf(file)) {
            for (var entry : some) {
                deleteAll(file + "/" + entry.getFilename(), entry.getAttributes());
            }
        }
        orConflict("Something was put into a folder meanwhile", () -> sftp.rmdir(file));
    }

    /** Not all at once, for there may be very many; nothing if the folder is empty. */
    private List<SftpClient.DirEntry> someOf(String folder) throws IOException {
        try (var handle = sftp.openDir(folder)) {
            for (var some = sftp.readDir(handle); some != null; some = sftp.readDir(handle)) {
                var inside = some.stream().filter(Folder::isInside).toList();
                if (!inside.isEmpty()) {
                    return inside;
                }
            }
        }
        return List.of();
    }

    private static boolean isInside(SftpClient.DirEntry entry) {
        return !entry.getFilename().equals(".") && !entry.getFilename().equals("..");
    }

    /** Where a link leads to, if it is one. */
    private Optional<SftpClient.Attributes> present(String file) throws IOException {
        try {
            return Optional.of(sftp.stat(file));
        } catch (SftpException refused) {
            if (refused.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static void requireFile(SftpClient.Attributes attributes) {
        if (attributes.isDirectory()) {
            throw Refusals.conflict("This is a folder");
        }
        if (!attributes.isRegularFile()) {
            throw Refusals.conflict("This is not a file");
        }
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
