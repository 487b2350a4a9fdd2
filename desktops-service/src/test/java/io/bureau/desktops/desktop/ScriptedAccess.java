package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.MachineSpec;
import io.bureau.desktops.ssh.SshTarget;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

@Alternative
@Singleton
class ScriptedAccess implements DesktopAccess {

    @Override
    public void equip(StoredDesktop desktop) {
        desktop.clientPublicKey = "ssh-ed25519 AAAA";
        desktop.hostPublicKey = "ssh-ed25519 BBBB";
        desktop.clientKey = new byte[] {1};
        desktop.hostKey = new byte[] {2};
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
                "key");
    }

    @Override
    public SshTarget target(String desktopId, Access access) {
        return new SshTarget(desktopId, access.host(), access.sshPort(), null, null, null);
    }
}
