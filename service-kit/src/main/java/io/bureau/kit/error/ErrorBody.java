package io.bureau.kit.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The one envelope of every error answer. Absent parts are left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorBody(Detail error, String required, List<String> held) {

    /**
     * @param status the current state, where the state is what stands in the way
     * @param fields what is wrong with which field, for a validation failure
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Detail(String code, String message, String requestId, String status, List<Field> fields) {}

    public record Field(String field, String message) {}

    static ErrorBody of(String code, String message) {
        return new ErrorBody(new Detail(code, message, null, null, null), null, null);
    }

    static ErrorBody validation(List<Field> fields) {
        var message = fields.size() == 1
                ? fields.getFirst().field() + ": " + fields.getFirst().message()
                : "Some fields are not valid; see error.fields";
        return new ErrorBody(new Detail("VALIDATION_FAILED", message, null, null, fields), null, null);
    }

    static ErrorBody forbidden(String required, List<String> held) {
        var message = "This needs the capability " + required;
        return new ErrorBody(new Detail("FORBIDDEN", message, null, null, null), required, held);
    }

    static ErrorBody conflict(String message, String currentStatus) {
        return new ErrorBody(new Detail("CONFLICT", message, null, currentStatus, null), null, null);
    }

    public ErrorBody withRequestId(String requestId) {
        var detail = new Detail(error.code(), error.message(), requestId, error.status(), error.fields());
        return new ErrorBody(detail, required, held);
    }
}
