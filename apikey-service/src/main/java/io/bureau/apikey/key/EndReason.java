package io.bureau.apikey.key;

import java.util.Locale;

/** Why a key was ended before its time. */
public enum EndReason {
    REVOKED_BY_USER,
    ROTATED,
    REPORTED_LEAKED,
    SECRET_SCANNING,
    MEMBER_REMOVED,
    ORGANISATION_DELETED,
    ACCOUNT_DELETED;

    /** The name in the API and in the store, such as {@code member_removed}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
