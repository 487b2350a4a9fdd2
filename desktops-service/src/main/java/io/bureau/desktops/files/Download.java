package io.bureau.desktops.files;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.function.Function;

/** A file on its way to a caller. It has to be sent or ended, once. */
final class Download {

    private final Transfer transfer;
    private final Reading file;

    Download(Transfer transfer, Reading file) {
        this.transfer = transfer;
        this.file = file;
    }

    long size() {
        return file.size();
    }

    Instant modifiedAt() {
        return file.modifiedAt();
    }

    /**
     * Sends a part of it, piece by piece, each when the one before has been taken, and ends.
     *
     * @return fails as {@link Transfer#run} does, as {@code taking} does, or as the transfer was cut off
     */
    Uni<Void> send(Span part, Function<byte[], Uni<Void>> taking) {
        var sent = Multi.createBy()
                .repeating()
                .uni(() -> transfer.run(_ -> file.next(part)))
                .indefinitely()
                .select()
                .first(piece -> piece.length > 0)
                .onItem()
                .transformToUniAndConcatenate(piece -> taking.apply(piece))
                .onItem()
                .ignoreAsUni();
        return transfer.unlessCut(sent).onTermination().invoke(transfer::end);
    }

    void end() {
        transfer.end();
    }
}
