package io.bureau.desktops.driver.container;

import io.bureau.desktops.driver.MachineSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The keys of a machine as the archive that is unpacked into its container. Environment variables would be simpler, and
 * readable for everybody who may inspect a container.
 */
final class KeyArchive {

    /** Where the image expects the files of the archive. */
    static final String DIRECTORY = "/etc/bureau/keys";

    /** The image's user, who runs the SSH server. */
    private static final int USER = 1000;

    private static final int OWNER_READS = 0400;

    private KeyArchive() {}

    static InputStream of(MachineSpec spec) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "authorized_keys", spec.authorizedKey());
            add(tar, "host_key", spec.hostPrivateKey());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
        var content = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.US_ASCII);
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(OWNER_READS);
        entry.setIds(USER, USER);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
