package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.MachineSpec;
import io.bureau.desktops.ssh.DesktopKeys;
import io.bureau.desktops.ssh.SshTarget;
import jakarta.enterprise.context.ApplicationScoped;

/** The keys of desktops, between the sealed form in which they are stored and the one in which they are used. */
@ApplicationScoped
class DesktopAccess {

    private final DesktopKeys keys;

    DesktopAccess(DesktopKeys keys) {
        this.keys = keys;
    }

    /** Gives a new desktop its keys. */
    void equip(StoredDesktop desktop) {
        var made = keys.make(desktop.id);
        desktop.clientKey = made.clientKey();
        desktop.clientPublicKey = made.clientPublicKey();
        desktop.hostKey = made.hostKey();
        desktop.hostPublicKey = made.hostPublicKey();
    }

    MachineSpec specOf(String desktopId, Blueprint blueprint) {
        return new MachineSpec(
                desktopId,
                blueprint.image(),
                blueprint.cpus(),
                blueprint.memoryMegabytes(),
                blueprint.diskGigabytes(),
                blueprint.width(),
                blueprint.height(),
                blueprint.clientPublicKey(),
                keys.openHostKey(desktopId, blueprint.hostKey()));
    }

    SshTarget target(String desktopId, Access access) {
        return new SshTarget(
                desktopId,
                access.host(),
                access.sshPort(),
                keys.openClientKey(desktopId, access.clientKey()),
                DesktopKeys.parsePublicKey(access.clientPublicKey()),
                DesktopKeys.parsePublicKey(access.hostPublicKey()));
    }
}
