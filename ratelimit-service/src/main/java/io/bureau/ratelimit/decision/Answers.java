package io.bureau.ratelimit.decision;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** The verdicts of one batch as they come in from several lanes; complete when the last one is there. */
final class Answers {

    private final AtomicReferenceArray<Verdict> verdicts;
    private final AtomicInteger open;
    private final Promise<List<Verdict>> complete = Promise.promise();

    Answers(int size) {
        verdicts = new AtomicReferenceArray<>(size);
        open = new AtomicInteger(size);
    }

    /** Every index gets exactly one verdict. */
    void put(int index, Verdict verdict) {
        verdicts.set(index, verdict);
        if (open.decrementAndGet() == 0) {
            complete.complete(IntStream.range(0, verdicts.length())
                    .mapToObj(verdicts::get)
                    .toList());
        }
    }

    Future<List<Verdict>> future() {
        return complete.future();
    }
}
