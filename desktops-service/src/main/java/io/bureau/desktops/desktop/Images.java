package io.bureau.desktops.desktop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What desktops can be made from: {@code default}, and what an operator has configured. */
@ApplicationScoped
class Images {

    static final String DEFAULT = "default";

    /**
     * @param name what callers call it
     * @param reference the OCI reference, as the engine knows it
     */
    record Image(String name, String description, String reference) {}

    private final Map<String, Image> byName;

    Images(DesktopsConfig config) {
        var all = new LinkedHashMap<String, Image>();
        all.put(DEFAULT, new Image(DEFAULT, config.imageDescription(), config.image()));
        new TreeMap<>(config.images())
                .forEach((name, image) ->
                        all.put(name, new Image(name, image.description().orElse(""), image.reference())));
        byName = Collections.unmodifiableMap(all);
    }

    /** The default first, then by name. */
    Collection<Image> all() {
        return byName.values();
    }

    Map<String, Image> byName() {
        return byName;
    }
}
