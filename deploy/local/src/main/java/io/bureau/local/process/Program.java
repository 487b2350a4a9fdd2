package io.bureau.local.process;

import java.io.IOException;

/** Something that runs as a process of its own and can be started any number of times, one at a time. */
public interface Program {

    /** Also the name of its log and of its line in the ledger. */
    String name();

    /** Starts it, and returns once the process exists; whether it works yet is another question. */
    ProcessHandle start() throws IOException;

    /** Asks it to finish what it is doing and end. */
    default void askToEnd(ProcessHandle process) {
        process.destroy();
    }
}
