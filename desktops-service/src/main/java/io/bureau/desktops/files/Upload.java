package io.bureau.desktops.files;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** A file on its way from a caller. */
final class Upload {

    /** @param replaced whether there was such a file before */
    record Done(Entry entry, boolean replaced) {}

    private final Transfer transfer;
    private final boolean onlyNew;
    private final long limit;
    private long received;

    /** @param limit how many bytes it may have */
    Upload(Transfer transfer, boolean onlyNew, long limit) {
        this.transfer = transfer;
        this.onlyNew = onlyNew;
        this.limit = limit;
    }

    /**
     * Takes the content, piece by piece, each when the one before has been written, and ends. Whatever fails, there is no
     * half of a file.
     *
     * @return fails as {@link Transfer#run} and {@link Folder#write} do, as the content does, as the transfer was cut off, or
     *     with 413 if it is too large
     */
    Uni<Done> receive(FilePath path, Multi<Buffer> content) {
        return transfer.unlessCut(transfer.run(folder -> folder.write(path, onlyNew)))
                .onFailure()
                .invoke(transfer::end)
                .onCancellation()
                .invoke(transfer::end)
                .chain(writing -> receive(writing, content));
    }

    private Uni<Done> receive(Writing writing, Multi<Buffer> content) {
        var written = content.invoke(this::count)
                .onItem()
                .transformToUniAndConcatenate(piece -> transfer.run(_ -> writing.add(piece.getBytes())))
                .onItem()
                .ignoreAsUni()
                .chain(() -> transfer.run(_ -> writing.finish(onlyNew)));
        return transfer.unlessCut(written)
                .map(entry -> new Done(entry, writing.replaces()))
                .invoke(transfer::end)
                .onFailure()
                .invoke(() -> transfer.endWith(_ -> writing.abandon()))
                .onCancellation()
                .invoke(() -> transfer.endWith(_ -> writing.abandon()));
    }

    private void count(Buffer piece) {
        received += piece.length();
        if (received > limit) {
            throw Refusals.tooLarge(limit);
        }
    }
}
