package io.bureau.desktops.exec;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bureau.kit.error.ApiException;

/** What is told of a command under way. The last event is how it has ended: {@link Result} or {@link CutOff}. */
sealed interface ExecEvent {

    String name();

    record Stdout(@JsonProperty String text) implements ExecEvent {
        @Override
        public String name() {
            return "stdout";
        }
    }

    record Stderr(@JsonProperty String text) implements ExecEvent {
        @Override
        public String name() {
            return "stderr";
        }
    }

    record Result(ExecResult result) implements ExecEvent {
        @Override
        public String name() {
            return "result";
        }
    }

    /** It could not be begun or did not end by itself: the status of the answer has been sent by then. */
    record CutOff(ApiException why) implements ExecEvent {
        @Override
        public String name() {
            return "error";
        }
    }
}
