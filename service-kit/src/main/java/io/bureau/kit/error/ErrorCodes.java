package io.bureau.kit.error;

/** The code and sentence for a bare HTTP status, where nobody had anything better to say. */
public final class ErrorCodes {

    private ErrorCodes() {}

    static ApiException forStatus(int status) {
        return switch (status) {
            case 401 -> ApiException.unauthorized(true);
            case 403 -> ApiException.forbidden("You may not do this");
            case 404 -> ApiException.notFound();
            case 405 -> ApiException.of(405, "METHOD_NOT_ALLOWED", "This route does not answer that method");
            case 406 -> ApiException.of(406, "NOT_ACCEPTABLE", "This route cannot answer in a form you accept");
            case 413 -> ApiException.of(413, "PAYLOAD_TOO_LARGE", "The request body is too large");
            case 415 -> ApiException.of(415, "UNSUPPORTED_MEDIA_TYPE", "This route reads application/json");
            default -> status >= 500 ? internal() : ApiException.of(status, "BAD_REQUEST", "The request is not valid");
        };
    }

    /** A fault of ours. Whoever answers with it logs what it was. */
    public static ApiException internal() {
        return ApiException.of(500, "INTERNAL", "Something went wrong on our side; the request id helps us find it");
    }
}
