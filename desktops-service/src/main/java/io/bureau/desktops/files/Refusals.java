package io.bureau.desktops.files;

import io.bureau.kit.error.ApiException;
import java.time.Duration;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** What the desktop's refusals mean to a caller (draft-ietf-secsh-filexfer-02, section 7, as OpenSSH answers). */
final class Refusals {

    private Refusals() {}

    static ApiException conflict(String message) {
        return ApiException.of(409, "CONFLICT", message);
    }

    /** What a precondition forbade (RFC 9110, section 13.1.2). */
    static ApiException isThere() {
        return ApiException.of(412, "PRECONDITION_FAILED", "There is something of this name already");
    }

    static ApiException hasChanged() {
        return ApiException.of(412, "PRECONDITION_FAILED", "The file was modified since then");
    }

    static ApiException tooLarge(long limit) {
        return ApiException.of(413, "PAYLOAD_TOO_LARGE", "The file is over " + limit + " bytes");
    }

    static ApiException notReady() {
        return ApiException.unavailable(
                "DESKTOP_NOT_READY", "The desktop does not answer, or not any more", Duration.ofSeconds(1));
    }

    /** Whether the desktop says no more than that it failed: what stands in the way is for who asked to know. */
    static boolean isUnspecific(Throwable failure) {
        return failure instanceof SftpException refused && refused.getStatus() == SftpConstants.SSH_FX_FAILURE;
    }

    static Throwable translate(Throwable failure) {
        if (failure instanceof ApiException) {
            return failure;
        }
        if (failure instanceof SftpException refused) {
            return switch (refused.getStatus()) {
                case SftpConstants.SSH_FX_NO_SUCH_FILE ->
                    ApiException.of(404, "NOT_FOUND", "There is no such file or folder on the desktop");
                case SftpConstants.SSH_FX_PERMISSION_DENIED ->
                    ApiException.forbidden("The desktop's user may not do this");
                case SftpConstants.SSH_FX_BAD_MESSAGE ->
                    ApiException.badRequest("The desktop cannot have a file of this name");
                case SftpConstants.SSH_FX_NO_CONNECTION, SftpConstants.SSH_FX_CONNECTION_LOST -> notReady();
                default -> conflict("The desktop cannot do this");
            };
        }
        return notReady();
    }
}
