package io.bureau.desktops.live;

import io.bureau.desktops.desktop.Intent;

/** What a ticket opens. */
enum Purpose {
    CONTROL("view", Intent.LOOK),
    WATCH("view", Intent.LOOK),
    TERMINAL("terminal", Intent.WORK);

    private final String room;
    private final Intent intent;

    Purpose(String room, Intent intent) {
        this.room = room;
        this.intent = intent;
    }

    /** The part of the path where it is used. */
    String room() {
        return room;
    }

    /** What one must be allowed for it to be opened; input to a screen is looked at message by message. */
    Intent intent() {
        return intent;
    }
}
