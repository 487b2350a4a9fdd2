package io.bureau.desktops.desktop;

import java.util.Objects;

/** What is to be different about a desktop, beside what was. */
record Change(String name, String formerName, boolean keepAlive, boolean formerKeepAlive) {

    /** @param name {@code null} for the present one; so is {@code keepAlive} */
    static Change of(StoredDesktop desktop, String name, Boolean keepAlive) {
        return new Change(
                Objects.requireNonNullElse(name, desktop.name),
                desktop.name,
                Objects.requireNonNullElse(keepAlive, desktop.keepAlive),
                desktop.keepAlive);
    }

    boolean isNone() {
        return !renames() && keepAlive == formerKeepAlive;
    }

    void apply(StoredDesktop desktop) {
        desktop.name = name;
        desktop.keepAlive = keepAlive;
    }

    /** Its name in the audit trail. */
    String action() {
        return renames() ? "desktop.rename" : "desktop.amend";
    }

    String detail() {
        var kept = keepAlive == formerKeepAlive ? "" : "keepAlive=" + keepAlive + " ";
        return kept + "name=" + name + (renames() ? " was=" + formerName : "");
    }

    private boolean renames() {
        return !name.equals(formerName);
    }
}
