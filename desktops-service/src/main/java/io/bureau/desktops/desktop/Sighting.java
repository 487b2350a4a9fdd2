package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.Machine;

/** What a desktop's machine should be like while nobody is at work on it. */
record Sighting(String desktopId, long revision, boolean running, String host, int sshPort) {

    /** @param machine as the driver sees it; {@code null} for none */
    boolean agreesWith(Machine machine) {
        boolean runs = machine != null && machine.running();
        if (!running || !runs) {
            return running == runs;
        }
        return machine.host().equals(host) && machine.sshPort() == sshPort;
    }
}
