package io.bureau.desktops.exec;

import io.bureau.kit.id.Ids;

/**
 * The name of one run, carried by everything that it starts as a variable of the environment: children inherit it whatever
 * session they move to and whoever adopts them, so that all of them can be found.
 */
public record Mark(String id) {

    /** As the desktop's {@code kill-exec} looks for it. */
    static final String VARIABLE = "BUREAU_EXEC";

    private static final String KILL = "/usr/libexec/bureau/kill-exec";
    private static final int NO_ENTRY = 73;

    public static Mark next() {
        return new Mark(Ids.next("exc"));
    }

    String assignment() {
        return VARIABLE + "=" + id;
    }

    /** The line for the desktop's shell that becomes {@code program}, which and all that it starts carries the mark. */
    public String on(String program) {
        return "export " + assignment() + "; exec " + program;
    }

    /** Ends everything that carries it. */
    public String kill() {
        return KILL + " " + id;
    }

    /** Says that the directory cannot be entered, in words that no program can know by then. */
    String sayNoEntry() {
        return "printf %s " + id + " >&2; exit " + NO_ENTRY;
    }

    /** Whether what it has written so far may be those words. */
    boolean maySayNoEntry(Output stderr) {
        return stderr.mayBecome(id);
    }

    boolean saidNoEntry(int status, String stderr) {
        return status == NO_ENTRY && stderr.equals(id);
    }
}
