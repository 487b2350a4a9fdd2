package io.bureau.kit.error;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A refusal on its way to the caller: an HTTP status, a stable code and a sentence that is fit for the public. What is
 * not fit for the public belongs in the cause or the log. Carries no stack trace: it is an answer, not a fault.
 */
public final class ApiException extends RuntimeException {

    private final int status;
    private final transient ErrorBody body;
    private final transient Map<String, String> headers;

    private ApiException(int status, ErrorBody body, Map<String, String> headers) {
        super(body.error().code() + ": " + body.error().message(), null, false, false);
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    /** An answer with a code of its own and nothing but a message. */
    public static ApiException of(int status, String code, String message) {
        return new ApiException(status, ErrorBody.of(code, message), Map.of());
    }

    public static ApiException badRequest(String message) {
        return of(400, "BAD_REQUEST", message);
    }

    public static ApiException invalid(String field, String message) {
        return invalid(List.of(new ErrorBody.Field(field, message)));
    }

    public static ApiException invalid(List<ErrorBody.Field> fields) {
        return new ApiException(400, ErrorBody.validation(fields), Map.of());
    }

    /** 401 for a program; {@code sent} tells whether there was a credential at all (RFC 6750, section 3). */
    public static ApiException unauthorized(boolean sent) {
        return unauthorized("Invalid or missing API key", sent);
    }

    public static ApiException unauthorized(String message, boolean sent) {
        return new ApiException(
                401,
                ErrorBody.of("UNAUTHORIZED", message),
                Map.of("WWW-Authenticate", sent ? "Bearer error=\"invalid_token\"" : "Bearer"));
    }

    /** 403 for a capability that the credential does not hold (RFC 6750, section 3.1). */
    public static ApiException capabilityMissing(String required, List<String> held) {
        return new ApiException(
                403,
                ErrorBody.forbidden(required, held),
                Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\""));
    }

    public static ApiException forbidden(String message) {
        return of(403, "FORBIDDEN", message);
    }

    public static ApiException notFound() {
        return of(404, "NOT_FOUND", "There is nothing here, or it is not yours");
    }

    /** 409; {@code currentStatus} is the state that stands in the way and becomes {@code error.status}. */
    public static ApiException conflict(String message, String currentStatus) {
        return new ApiException(409, ErrorBody.conflict(message, currentStatus), Map.of());
    }

    /** 416 for a part that a file of {@code size} bytes does not have (RFC 9110, section 15.5.17). */
    public static ApiException rangeNotSatisfiable(long size) {
        return new ApiException(
                416,
                ErrorBody.of("RANGE_NOT_SATISFIABLE", "The file has no such part; it has " + size + " bytes"),
                Map.of("Content-Range", "bytes */" + size));
    }

    public static ApiException rateLimited(Duration retryAfter) {
        return new ApiException(
                429,
                ErrorBody.of("RATE_LIMITED", "Too many requests; wait as long as Retry-After says"),
                retryAfterHeader(retryAfter));
    }

    /** 503 with a code such as {@code DEPENDENCY_UNAVAILABLE}; the caller may try again after {@code retryAfter}. */
    public static ApiException unavailable(String code, String message, Duration retryAfter) {
        return new ApiException(503, ErrorBody.of(code, message), retryAfterHeader(retryAfter));
    }

    public static ApiException dependencyUnavailable(String message) {
        return unavailable("DEPENDENCY_UNAVAILABLE", message, Duration.ofSeconds(1));
    }

    public int status() {
        return status;
    }

    public String code() {
        return body.error().code();
    }

    public ErrorBody body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Whole seconds, rounded up, never 0: a caller that waits that long must not be early. */
    private static Map<String, String> retryAfterHeader(Duration retryAfter) {
        long seconds = Math.max(1, (retryAfter.toMillis() + 999) / 1000);
        return Map.of("Retry-After", Long.toString(seconds));
    }
}
