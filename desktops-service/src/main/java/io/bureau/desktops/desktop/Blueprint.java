package io.bureau.desktops.desktop;

/** What a machine is made from. Public keys are OpenSSH text, the private one is encrypted. */
record Blueprint(
        String image,
        int cpus,
        int memoryMegabytes,
        int diskGigabytes,
        int width,
        int height,
        String clientPublicKey,
        byte[] hostKey) {}
