package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.MachineSpec;
import io.bureau.desktops.ssh.DesktopKeys;
import io.bureau.desktops.ssh.SshTarget;
import jakarta.enterprise.context.ApplicationScoped;

/** Keys whose private halves are in the database encrypted only. */
@ApplicationScoped
class SealedAccess implements DesktopAccess {

    private final DesktopKeys keys;

    SealedAccess(DesktopKeys keys) {
        this.keys = keys;
    }

    @Override
    public void equip(StoredDesktop desktop) {
        var made = keys.make(desktop.id);
        desktop.clientKey = made.clientKey();
        desktop.clientPublicKey = made.clientPublicKey();
        desktop.hostKey = made.hostKey();
        desktop.hostPublicKey = made.hostPublicKey();
    }

    @Override
    public MachineSpec specOf(String desktopId, Blueprint blueprint) {
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

    @Override
    public SshTarget target(String desktopId, Access access) {
        return new SshTarget(
                desktopId,
                access.host(),
                access.sshPort(),
                keys.openClientKey(desktopId, access.clientKey()),
                DesktopKeys.parsePublicKey(access.clientPublicKey()),
                DesktopKeys.parsePublicKey(access.hostPublicKey()));
    }
}
