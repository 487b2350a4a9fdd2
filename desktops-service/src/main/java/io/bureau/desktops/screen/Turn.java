package io.bureau.desktops.screen;

import io.bureau.desktops.desktop.Control;
import io.bureau.desktops.desktop.Intent;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.RecentEnds;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** One action's turn on a desktop: it comes when the one before it has ended, whatever became of whoever asked for that. */
final class Turn implements RecentEnds.Started {

    /** What has turns of its own. Strangers who try a desktop's id do not wait, nor make wait, where its owners do. */
    record Place(String organisation, String desktopId) {}

    private final Place place;
    private final Principal principal;
    private final long asOf;
    private final Intent intent;
    private final CompletableFuture<Void> before;
    private final CompletableFuture<Void> cut = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile CompletableFuture<?> work;

    /** @param before {@code null} if it is the first */
    Turn(Place place, Principal principal, long asOf, Intent intent, Turn before) {
        this.place = place;
        this.principal = principal;
        this.asOf = asOf;
        this.intent = intent;
        this.before = before == null ? CompletableFuture.completedFuture(null) : before.ended;
        this.work = CompletableFuture.completedFuture(null);
    }

    Place place() {
        return place;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public long asOf() {
        return asOf;
    }

    boolean isWaiting() {
        return !before.isDone();
    }

    /** Completes when it has come; fails if it was cut off before. */
    Uni<Void> come() {
        return Uni.createFrom()
                .completionStage(() -> CompletableFuture.anyOf(before, cut).thenRun(this::check));
    }

    /** Does the work, on a thread that may be kept. Fails if it is cut off, and the work goes on to its next check only. */
    <T> Uni<T> run(Callable<T> wanted) {
        return Uni.createFrom().completionStage(() -> {
            var result = new CompletableFuture<T>();
            work = result;
            Thread.ofVirtual().name("screen").start(() -> {
                try {
                    result.complete(wanted.call());
                } catch (Exception | Error failure) {
                    result.completeExceptionally(failure);
                }
            });
            return CompletableFuture.anyOf(result, cut).thenCompose(_ -> result);
        });
    }

    /** Fails if it was cut off. */
    void check() {
        if (cut.isCompletedExceptionally()) {
            throw cut.exceptionNow() instanceof ApiException why ? why : new IllegalStateException(cut.exceptionNow());
        }
    }

    void cut(ApiException why) {
        cut.completeExceptionally(why);
    }

    /** Cuts it off, unless it is compatible with this control. */
    void yieldTo(Control control) {
        try {
            intent.check(control, principal);
        } catch (ApiException refusal) {
            cut(refusal);
        }
    }

    /** Nobody waits for it any more: the next one has its turn as soon as the work has ended. */
    void end() {
        cut.completeExceptionally(new ScreenLost("nobody waits any more"));
        before.whenComplete((_, _) -> work.whenComplete((_, _) -> ended.complete(null)));
    }
}
