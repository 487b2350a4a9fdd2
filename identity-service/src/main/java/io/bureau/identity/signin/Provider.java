package io.bureau.identity.signin;

import java.util.Arrays;
import java.util.Optional;

/** Those who can vouch for people. The id is at once the name of the OIDC tenant. */
public enum Provider {
    GOOGLE("google", "Google"),
    GITHUB("github", "GitHub");

    private final String id;
    private final String title;

    Provider(String id, String title) {
        this.id = id;
        this.title = title;
    }

    public String id() {
        return id;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    public static Optional<Provider> byId(String id) {
        return Arrays.stream(values())
                .filter(provider -> provider.id.equals(id))
                .findFirst();
    }
}
