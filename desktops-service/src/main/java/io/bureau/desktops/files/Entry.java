package io.bureau.desktops.files;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.apache.sshd.sftp.client.SftpClient;

/**
 * A file as the desktop tells of it; a link is told of itself, not where it leads.
 *
 * @param type {@code file}, {@code directory}, {@code link} or {@code other}
 * @param size in bytes
 * @param mode the permissions, as four octal digits
 */
record Entry(String path, String name, String type, long size, Instant modifiedAt, String mode) {

    /** Folders first, then by name. */
    static final Comparator<Entry> ORDER = Comparator.comparing((Entry entry) -> !entry.type.equals("directory"))
            .thenComparing(Entry::name);

    static Entry of(String path, SftpClient.Attributes attributes) {
        return new Entry(
                path,
                path.substring(path.lastIndexOf('/') + 1),
                type(attributes),
                attributes.getSize(),
                attributes.getModifyTime().toInstant(),
                String.format(Locale.ROOT, "%04o", attributes.getPermissions() & 07777));
    }

    private static String type(SftpClient.Attributes attributes) {
        if (attributes.isDirectory()) {
            return "directory";
        }
        if (attributes.isSymbolicLink()) {
            return "link";
        }
        return attributes.isRegularFile() ? "file" : "other";
    }
}
