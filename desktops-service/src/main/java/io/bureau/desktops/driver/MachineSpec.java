package io.bureau.desktops.driver;

/**
 * What a machine must be.
 *
 * @param width of the screen in pixels
 * @param height of the screen in pixels
 * @param authorizedKey the one client key that opens it, as a line of OpenSSH's {@code authorized_keys}
 * @param hostPrivateKey the machine's own key, in OpenSSH's private key format
 */
public record MachineSpec(
        String desktopId,
        String image,
        int cpus,
        int memoryMegabytes,
        int diskGigabytes,
        int width,
        int height,
        String authorizedKey,
        String hostPrivateKey) {

    /** Without the keys, so that no log line can hold them. */
    @Override
    public String toString() {
        return "MachineSpec[desktopId=" + desktopId + ", image=" + image + "]";
    }
}
