package io.bureau.desktops.exec;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.error.ErrorCodes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One command as events. Its output stays where all output does until it can be taken, so that who reads slowly is told in
 * larger pieces and nothing piles up. To cancel it is to hang up.
 */
final class ExecStream {

    private static final Logger LOG = Logger.getLogger(ExecStream.class);

    /** That there is something to tell; of several only the latest counts. */
    private sealed interface News {}

    private enum Output implements News {
        MORE
    }

    private record Ended(ExecResult result) implements News {}

    private record Failed(Throwable why) implements News {}

    private final Function<Runnable, Execution> beginning;
    private final Function<Execution, Uni<ExecResult>> running;
    private volatile Execution execution;
    private int toldOutput;
    private int toldErrors;

    /** @param beginning makes the execution that calls this whenever it writes */
    ExecStream(Function<Runnable, Execution> beginning, Function<Execution, Uni<ExecResult>> running) {
        this.beginning = beginning;
        this.running = running;
    }

    Multi<ExecEvent> events() {
        return Multi.createFrom()
                .<News>emitter(this::start, BackPressureStrategy.LATEST)
                .emitOn(ownContext())
                .onItem()
                .transformToMultiAndConcatenate(news -> Multi.createFrom().items(() -> tell(news).stream()));
    }

    private void start(MultiEmitter<? super News> emitter) {
        execution = beginning.apply(() -> emitter.emit(Output.MORE));
        var run = Uni.createFrom()
                .deferred(() -> running.apply(execution))
                .subscribe()
                .with(result -> end(emitter, new Ended(result)), failure -> end(emitter, new Failed(failure)));
        emitter.onTermination(run::cancel);
    }

    private static void end(MultiEmitter<? super News> emitter, News last) {
        emitter.emit(last);
        emitter.complete();
    }

    private List<ExecEvent> tell(News news) {
        return switch (news) {
            case Output.MORE -> written(execution.moreOutput(), execution.moreErrors());
            case Ended(var result) -> {
                var last = written(
                        result.stdout().substring(toldOutput), result.stderr().substring(toldErrors));
                last.add(new ExecEvent.Result(result));
                yield last;
            }
            case Failed(var why) -> List.of(cutOff(why));
        };
    }

    private List<ExecEvent> written(String output, String errors) {
        var events = new ArrayList<ExecEvent>();
        if (!output.isEmpty()) {
            toldOutput += output.length();
            events.add(new ExecEvent.Stdout(output));
        }
        if (!errors.isEmpty()) {
            toldErrors += errors.length();
            events.add(new ExecEvent.Stderr(errors));
        }
        return events;
    }

    private ExecEvent cutOff(Throwable why) {
        if (why instanceof ApiException refusal) {
            return new ExecEvent.CutOff(refusal);
        }
        LOG.errorf(why, "exec failed desktop=%s", execution.desktopId());
        return new ExecEvent.CutOff(ErrorCodes.internal());
    }

    /** Not on the connection's threads, which others wait for. */
    private static Executor ownContext() {
        var context = Vertx.currentContext();
        return context == null ? Infrastructure.getDefaultWorkerPool() : task -> context.runOnContext(_ -> task.run());
    }
}
