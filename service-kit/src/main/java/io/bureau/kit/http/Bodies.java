package io.bureau.kit.http;

import io.bureau.kit.error.ApiException;

/** What resources are given to read. */
public final class Bodies {

    private Bodies() {}

    /** The body; fails with 400 if there was none, or {@code null}. */
    public static <T> T present(T body) {
        if (body == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return body;
    }
}
