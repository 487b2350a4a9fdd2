package io.bureau.kit.principal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.bureau.kit.error.ApiException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a credential may do. A key holds a fixed set, chosen at its creation; a session holds all. */
public enum Capability {
    DESKTOP_READ("desktop:read", "List desktops, read one, follow their events", true),
    DESKTOP_LIFECYCLE("desktop:lifecycle", "Start, stop and restart desktops", false),
    DESKTOP_CONTROL(
            "desktop:control", "Pointer, keyboard, clipboard, screenshots, commands, files and the live view", false),
    DESKTOP_CHAT("desktop:chat", "Talk to the agent on a desktop", true),
    DESKTOP_MANAGE("desktop:manage", "Create, rename and destroy desktops", false),
    JOBS_READ("jobs:read", "Read scheduled jobs", false),
    JOBS_WRITE("jobs:write", "Create, change and delete scheduled jobs", false),
    KB_READ("kb:read", "Search the knowledge base", false),
    KEY_ROTATE("key:rotate", "Let the key replace itself", false);

    private final String id;
    private final String description;
    private final boolean isDefault;

    Capability(String id, String description, boolean isDefault) {
        this.id = id;
        this.description = description;
        this.isDefault = isDefault;
    }

    /** The name in the API, such as {@code desktop:read}. */
    @JsonValue
    public String id() {
        return id;
    }

    public String description() {
        return description;
    }

    /** Whether a key gets it when its creator names none. */
    public boolean isDefault() {
        return isDefault;
    }

    public static Set<Capability> all() {
        return EnumSet.allOf(Capability.class);
    }

    public static Optional<Capability> byId(String id) {
        return Arrays.stream(values())
                .filter(capability -> capability.id.equals(id))
                .findFirst();
    }

    /** @throws ApiException 400 that names the unknown capability's field */
    @JsonCreator
    static Capability fromJson(String id) {
        return byId(id).orElseThrow(() -> ApiException.invalid(
                "capabilities", "holds an unknown capability; GET /api/capabilities lists those there are"));
    }
}
