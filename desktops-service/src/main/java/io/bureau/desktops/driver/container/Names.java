package io.bureau.desktops.driver.container;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What belongs to one desktop goes by names made from its id, so that repeating a call finds what the first one made; labels
 * say the same to whoever lists.
 */
record Names(String desktopId, String installation) {

    /** As {@code deploy/desktop-image/firewall.sh} knows our bridges. */
    private static final String BRIDGE = "bureau";

    private static final String DESKTOP = "io.bureau.desktop";
    private static final String INSTALLATION = "io.bureau.installation";

    String container() {
        return "bureau-" + desktopId;
    }

    String home() {
        return container() + "-home";
    }

    String network() {
        return container();
    }

    /** The network's interface on this machine, which may have 15 characters. */
    String bridge() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(desktopId.getBytes(StandardCharsets.UTF_8));
            return BRIDGE + HexFormat.of().formatHex(hash).substring(0, 15 - BRIDGE.length());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Map<String, String> labels() {
        return Map.of(DESKTOP, desktopId, INSTALLATION, installation);
    }

    /** The labels by which everything of an installation is found. */
    static Map<String, String> labelsOf(String installation) {
        return Map.of(INSTALLATION, installation);
    }

    /** The desktop that something with these labels belongs to; {@code null} if they do not say. */
    static String desktopOf(Map<String, String> labels) {
        return labels.get(DESKTOP);
    }
}
