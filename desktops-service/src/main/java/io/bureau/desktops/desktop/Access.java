package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.Machine;

/** The way into a running machine. Public keys are OpenSSH text, the private one is encrypted. */
record Access(String host, int sshPort, byte[] clientKey, String clientPublicKey, String hostPublicKey) {

    boolean isAt(Machine machine) {
        return machine.host().equals(host) && machine.sshPort() == sshPort;
    }
}
