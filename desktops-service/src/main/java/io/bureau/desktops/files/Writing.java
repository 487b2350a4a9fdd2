package io.bureau.desktops.files;

import io.bureau.kit.id.Ids;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalInt;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;

/**
 * A file that is being written, beside where it belongs and under another name until it is complete. Everything here waits
 * for the desktop.
 */
final class Writing {

    static final int PERMISSIONS = 0777;

    private final SftpClient sftp;
    private final String target;
    private final String unfinished;
    private final OptionalInt permissions;
    private final OutputStream content;

    private Writing(SftpClient sftp, String target, String unfinished, OptionalInt permissions, OutputStream content) {
        this.sftp = sftp;
        this.target = target;
        this.unfinished = unfinished;
        this.permissions = permissions;
        this.content = content;
    }

    /** @param permissions those of the file that is replaced */
    static Writing begin(SftpClient sftp, String target, OptionalInt permissions) throws IOException {
        var unfinished = target.substring(0, target.lastIndexOf('/') + 1) + "." + Ids.next("upl") + ".part";
        var content = sftp.write(
                unfinished,
                List.of(SftpClient.OpenMode.Write, SftpClient.OpenMode.Create, SftpClient.OpenMode.Exclusive));
        return new Writing(sftp, target, unfinished, permissions, content);
    }

    boolean replaces() {
        return permissions.isPresent();
    }

    Void add(byte[] piece) throws IOException {
        content.write(piece);
        return null;
    }

    /** It is complete: from now on it is there under its name. One that has got there first is replaced, unless {@code onlyNew}. */
    Entry finish(boolean onlyNew) throws IOException {
        content.close();
        if (permissions.isPresent()) {
            sftp.setStat(unfinished, new SftpClient.Attributes().perms(permissions.getAsInt()));
        }
        if (onlyNew) {
            renameToNew();
        } else {
            sftp.getExtension(OpenSSHPosixRenameExtension.class).posixRename(unfinished, target);
        }
        return Entry.of(target, sftp.lstat(target));
    }

    /** Leaves nothing. */
    Void abandon() throws IOException {
        try {
            content.close();
        } finally {
            sftp.remove(unfinished);
        }
        return null;
    }

    private void renameToNew() throws IOException {
        try {
            sftp.rename(unfinished, target);
        } catch (IOException failure) {
            if (Refusals.isUnspecific(failure)) {
                throw Refusals.isThere();
            }
            throw failure;
        }
    }
}
