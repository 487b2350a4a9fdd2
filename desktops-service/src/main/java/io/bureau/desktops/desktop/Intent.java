package io.bureau.desktops.desktop;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;

/** What somebody wants a desktop for, which decides whether a person's control of it stands in the way. */
public enum Intent {
    /** Commands, files and terminals: beside the screen, not on it. */
    WORK {
        @Override
        boolean isCompatible(Control control, Principal principal) {
            return true;
        }
    },
    /** To see the screen, or what is in its clipboard. */
    LOOK {
        @Override
        boolean isCompatible(Control control, Principal principal) {
            return control.showsTo(principal);
        }
    },
    /** To use its pointer and keyboard, or to fill its clipboard. */
    INPUT {
        @Override
        boolean isCompatible(Control control, Principal principal) {
            return control.admits(principal);
        }
    };

    abstract boolean isCompatible(Control control, Principal principal);

    /** @throws ApiException 409 {@code HUMAN_IN_CONTROL} */
    public void check(Control control, Principal principal) {
        if (!isCompatible(control, principal)) {
            throw refusal();
        }
    }

    /** Somebody else has control. */
    public static ApiException refusal() {
        return ApiException.of(
                409,
                "HUMAN_IN_CONTROL",
                "A person has control of this desktop until they hand it back or leave it alone; its control says who");
    }
}
