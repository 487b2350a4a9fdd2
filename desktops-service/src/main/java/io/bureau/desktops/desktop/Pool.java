package io.bureau.desktops.desktop;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many desktops of which kind are to be ready before somebody asks for them. */
@ApplicationScoped
class Pool {

    private static final String KEY = "bureau.desktops.pool.spares";

    private static final Pattern ENTRY = Pattern.compile(
            "(?<image>[^/=]+)/(?<tier>[^/=]+)(/(?<width>\\d{1,5})x(?<height>\\d{1,5}))?=(?<count>\\d{1,3})");

    private final Images images;
    private final DesktopsConfig config;
    private final Map<Kind, Integer> wanted = new LinkedHashMap<>();

    Pool(PoolConfig pool, Images images, DesktopsConfig config) {
        this.images = images;
        this.config = config;
        pool.spares().orElse(List.of()).forEach(this::add);
        if (pool.atOnce() < 1) {
            throw new IllegalArgumentException("bureau.desktops.pool.at-once must be 1 or more");
        }
    }

    /** What is wrong with the configuration is better found now than when the first spare is to be made. */
    void check(@Observes StartupEvent event) {
        wanted();
    }

    Map<Kind, Integer> wanted() {
        return Collections.unmodifiableMap(wanted);
    }

    /** Whether there may be spares of this kind. */
    boolean holds(Kind kind) {
        return wanted.getOrDefault(kind, 0) > 0;
    }

    private void add(String text) {
        var entry = ENTRY.matcher(text.strip());
        if (!entry.matches()) {
            throw wrong(text, "is not like default/pro=2 or default/pro/1920x1080=2");
        }
        if (wanted.putIfAbsent(kind(text, entry), Integer.parseInt(entry.group("count"))) != null) {
            throw wrong(text, "is of a kind that was named before");
        }
    }

    private Kind kind(String text, Matcher entry) {
        var image = known(text, "image", entry.group("image"), images.byName());
        var tier = known(text, "tier", entry.group("tier"), config.tiers());
        int width = pixels(entry.group("width"), NewDesktop.DEFAULT_WIDTH);
        int height = pixels(entry.group("height"), NewDesktop.DEFAULT_HEIGHT);
        if (!NewDesktop.isScreen(width, height)) {
            throw wrong(text, "has a screen of a size that no desktop can have");
        }
        return Kind.of(image, entry.group("tier"), tier, width, height);
    }

    private static <T> T known(String text, String what, String name, Map<String, T> all) {
        var found = all.get(name);
        if (found == null) {
            throw wrong(
                    text,
                    "names the " + what + " " + name + "; there are " + String.join(", ", new TreeMap<>(all).keySet()));
        }
        return found;
    }

    private static int pixels(String given, int otherwise) {
        return given == null ? otherwise : Integer.parseInt(given);
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException(KEY + ": " + text + " " + why);
    }
}
