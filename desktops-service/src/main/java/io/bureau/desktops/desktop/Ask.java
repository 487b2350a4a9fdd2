package io.bureau.desktops.desktop;

import java.util.function.Function;

/** What people may ask of a desktop's life. */
enum Ask {
    START("desktop.start", Lifecycle::start),
    STOP("desktop.stop", Lifecycle::stop),
    RESTART("desktop.restart", Lifecycle::restart),
    DESTROY("desktop.destroy", Lifecycle::destroy);

    private final String action;
    private final Function<Lifecycle, Transition> transition;

    Ask(String action, Function<Lifecycle, Transition> transition) {
        this.action = action;
        this.transition = transition;
    }

    /** Its name in the audit trail. */
    String action() {
        return action;
    }

    Transition of(Lifecycle life) {
        return transition.apply(life);
    }
}
