package io.bureau.identity.organisation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.bureau.kit.error.ApiException;
import java.util.Arrays;
import java.util.Optional;

/** What a member may do in an organisation. A member sees and uses, an admin also administers, an owner may do anything. */
public enum Role {
    OWNER("owner"),
    ADMIN("admin"),
    MEMBER("member");

    private final String id;

    Role(String id) {
        this.id = id;
    }

    /** The name in the API and in the store. */
    @JsonValue
    public String id() {
        return id;
    }

    public static Optional<Role> byId(String id) {
        return Arrays.stream(values()).filter(role -> role.id.equals(id)).findFirst();
    }

    /** Whether this is a role for changing who belongs to the organisation, and how it is called. */
    public boolean administers() {
        return this != MEMBER;
    }

    /** Whether whoever has this role may give that one to others, and take it from them. */
    public boolean disposesOf(Role other) {
        return this == OWNER || (this == ADMIN && other != OWNER);
    }

    /** @throws ApiException 400 that names the field */
    @JsonCreator
    static Role fromJson(String id) {
        return byId(id).orElseThrow(() -> ApiException.invalid("role", "must be owner, admin or member"));
    }
}
