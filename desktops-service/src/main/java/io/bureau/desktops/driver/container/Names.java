package io.bureau.desktops.driver.container;

import java.util.Map;

/**
 * What belongs to one desktop goes by names made from its id, so that repeating a call finds what the first one made; labels
 * say the same to whoever lists.
 */
record Names(String desktopId, String installation) {

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
