package io.bureau.apikey.key;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.error.ErrorBody;
import java.util.ArrayList;
import java.util.List;

/** Gathers all that is wrong with a request, so that its sender is told at once and not one field after the other. */
final class FieldErrors {

    private final List<ErrorBody.Field> fields = new ArrayList<>();

    void add(String field, String message) {
        fields.add(new ErrorBody.Field(field, message));
    }

    /** @throws ApiException 400 that names every field that was added, if there was any */
    void throwIfAny() {
        if (!fields.isEmpty()) {
            throw ApiException.invalid(List.copyOf(fields));
        }
    }
}
