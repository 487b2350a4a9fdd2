package io.bureau.desktops.files;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.RecentEnds;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Work on the files of a desktop that takes more than one piece. It can be cut off from outside, and has to be ended. */
final class Transfer implements RecentEnds.Started {

    private static final Logger LOG = Logger.getLogger(Transfer.class);

    private final String desktopId;
    private final Principal principal;
    private final long asOf;
    private final Files files;
    private final Place place;
    private final Duration deadline;
    private final Consumer<Transfer> onEnd;
    private final CompletableFuture<Void> cut = new CompletableFuture<>();

    /**
     * @param asOf how many revocations had been seen before the principal's credential was looked up
     * @param deadline how long a piece may take
     */
    Transfer(
            String desktopId,
            Principal principal,
            long asOf,
            Files files,
            Place place,
            Duration deadline,
            Consumer<Transfer> onEnd) {
        this.desktopId = desktopId;
        this.principal = principal;
        this.asOf = asOf;
        this.files = files;
        this.place = place;
        this.deadline = deadline;
        this.onEnd = onEnd;
        place.onLost(() -> cut(Refusals.notReady()));
    }

    String desktopId() {
        return desktopId;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public long asOf() {
        return asOf;
    }

    /** Does a piece of it; fails as {@link Place#run} does. The whole of the pieces belongs into {@link #unlessCut}. */
    <T> Uni<T> run(Folder.Work<T> piece) {
        return run(piece, deadline);
    }

    /** As {@link #run(Folder.Work)}, for a piece that may take longer than others. */
    <T> Uni<T> run(Folder.Work<T> piece, Duration deadline) {
        return files.run(desktopId, place, piece, deadline);
    }

    /** {@code work}, which is cancelled when this is cut off. Once for all of it: each of these is kept until the end. */
    <T> Uni<T> unlessCut(Uni<T> work) {
        Uni<T> ended = Uni.createFrom().completionStage(cut::copy).replaceWith((T) null);
        return OwnContext.resume(Uni.combine().any().of(ended, work));
    }

    /** Whoever waits for it is told {@code why}. */
    void cut(ApiException why) {
        cut.completeExceptionally(why);
    }

    void end() {
        place.close();
        onEnd.accept(this);
    }

    /** Does this and then ends, whether it was cut off or not. Returns at once. */
    void endWith(Folder.Work<Void> last) {
        files.run(desktopId, place, last)
                .onTermination()
                .invoke(this::end)
                .subscribe()
                .with(_ -> {}, failure -> LOG.infof("left behind desktop=%s why=%s", desktopId, failure.toString()));
    }
}
