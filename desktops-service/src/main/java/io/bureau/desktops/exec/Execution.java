package io.bureau.desktops.exec;

import io.bureau.desktops.ssh.ConnectionLost;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.desktops.ssh.SshTarget;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.RecentEnds;
import io.smallrye.mutiny.Uni;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * One run of a program. It ends when the program does, whatever that leaves in the background goes on. If its time runs out,
 * if it is cut off, or if nobody waits for it any more, all that it has started ends with it.
 */
final class Execution implements RecentEnds.Started {

    private static final Logger LOG = Logger.getLogger(Execution.class);

    /** How soon what was killed has closed its output. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** A shell that was being started when it should have been killed carries the mark by then. */
    private static final Duration SECOND_LOOK = Duration.ofMillis(300);

    private static final byte[] NO_INPUT = {};

    private final String desktopId;
    private final Program program;
    private final Principal principal;
    private final long asOf;
    private final DesktopConnections connections;
    private final ExecConfig config;
    private final Mark mark = Mark.next();
    private final Output stdout;
    private final Output stderr;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> killed = new CompletableFuture<>();
    private final long created = System.nanoTime();
    private volatile boolean begun;

    Execution(
            String desktopId,
            Program program,
            Principal principal,
            long asOf,
            DesktopConnections connections,
            ExecConfig config,
            Runnable onOutput) {
        this.desktopId = desktopId;
        this.program = program;
        this.principal = principal;
        this.asOf = asOf;
        this.connections = connections;
        this.config = config;
        int limit = config.outputLimit().asBigInteger().intValueExact();
        this.stdout = new Output(limit, onOutput);
        this.stderr = new Output(limit, onOutput);
    }

    String desktopId() {
        return desktopId;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    /** How many revocations had been seen before its principal's credential was looked up. */
    @Override
    public long asOf() {
        return asOf;
    }

    /** Whether anything may have been started on the desktop. */
    boolean hasBegun() {
        return begun;
    }

    /** How long it has been going on, or waiting to begin. */
    long millis() {
        return (System.nanoTime() - created) / 1_000_000;
    }

    /** What it has written to stdout since this was last asked. */
    String moreOutput() {
        return stdout.more();
    }

    /** What it has written to stderr since this was last asked, unless that is ours and not the program's. */
    String moreErrors() {
        return mark.maySayNoEntry(stderr) ? "" : stderr.more();
    }

    /**
     * Ends it from outside; whoever waits for it is told {@code why}.
     *
     * @return completes when all that it had started has been ended, or could not be
     */
    CompletableFuture<Void> cut(ApiException why) {
        ended.completeExceptionally(why);
        return killed.copy();
    }

    /** Runs it, once. Fails with {@link ConnectionLost}, or as it was cut off; to cancel it cuts it off, too. */
    Uni<ExecResult> run(SshTarget target) {
        if (ended.isDone()) {
            killed.complete(null);
            return ended().map(this::result);
        }
        begun = true;
        LOG.infof(
                "exec began credential=%s desktop=%s exec=%s",
                principal.credential().id(), desktopId, mark.id());
        connections
                .run(target, program.toLine(mark), program.input(), stdout, stderr)
                .subscribe()
                .with(ended::complete, ended::completeExceptionally);
        return ended().ifNoItem()
                .after(program.timeout())
                .recoverWithUni(() -> runOut(target))
                .onFailure()
                .invoke(() -> abandon(target))
                .onCancellation()
                .invoke(() -> abandon(target))
                .map(this::result);
    }

    /** A copy, so that one who stops waiting does not end it for the others. */
    private Uni<Integer> ended() {
        return Uni.createFrom().completionStage(ended::copy);
    }

    /** No status: it has none of its own. */
    private Uni<Integer> runOut(SshTarget target) {
        return kill(target)
                .chain(() -> ended().ifNoItem().after(LAST_WORDS).recoverWithItem((Integer) null))
                .replaceWith((Integer) null);
    }

    /** Ends what it has left behind on the desktop, if there is anything. Returns at once. */
    void endLeftovers(SshTarget target) {
        abandon(target);
    }

    private void abandon(SshTarget target) {
        kill(target)
                .onItem()
                .delayIt()
                .by(SECOND_LOOK)
                .chain(() -> kill(target))
                .onTermination()
                .invoke(() -> killed.complete(null))
                .subscribe()
                .with(
                        _ -> LOG.debugf("killed desktop=%s exec=%s", desktopId, mark.id()),
                        failure -> LOG.infof(
                                "not killed desktop=%s exec=%s why=%s", desktopId, mark.id(), failure.toString()));
    }

    private Uni<Void> kill(SshTarget target) {
        var ignored = OutputStream.nullOutputStream();
        return connections
                .run(target, mark.kill(), NO_INPUT, ignored, ignored)
                .ifNoItem()
                .after(config.killDeadline())
                .fail()
                .invoke(status -> {
                    if (status != 0) {
                        throw new IllegalStateException("the desktop's kill-exec ends with " + status);
                    }
                })
                .replaceWithVoid();
    }

    private ExecResult result(Integer status) {
        boolean truncated = stdout.isTruncated() || stderr.isTruncated();
        var out = stdout.take();
        var err = stderr.take();
        if (status != null && mark.saidNoEntry(status, err)) {
            throw ApiException.invalid("cwd", "is not a directory that can be entered");
        }
        long millis = millis();
        LOG.infof(
                "exec ended credential=%s desktop=%s exec=%s exit=%s ms=%d",
                principal.credential().id(), desktopId, mark.id(), status == null ? "timeout" : status, millis);
        return new ExecResult(out, err, status, status == null, truncated, millis);
    }
}
