package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.MachineSpec;
import io.bureau.desktops.ssh.SshTarget;

/** The keys of desktops, between the form in which they are stored and the one in which they are used. */
interface DesktopAccess {

    /** Gives a new desktop its keys. */
    void equip(StoredDesktop desktop);

    MachineSpec specOf(String desktopId, Blueprint blueprint);

    SshTarget target(String desktopId, Access access);
}
