package io.bureau.kit.audit;

/**
 * Walks along one chain, row by row in the order of their sequence, and stops believing at the first that does not fit. Not
 * for use by two threads.
 */
final class ChainCheck {

    private final ChainHead head;
    private long sequence;
    private String hash;
    private long entries;
    private String why;
    private long brokenAt;

    ChainCheck(ChainHead head) {
        this.head = head;
        this.sequence = head.expiredSequence();
        this.hash = head.expiredHash();
    }

    void add(AuditEntry entry) {
        entries++;
        if (why != null) {
            return;
        }
        if (entry.sequence() != sequence + 1) {
            broken(sequence + 1, "row " + (sequence + 1) + " is missing");
        } else if (!entry.previous().equals(hash)) {
            broken(entry.sequence(), "row " + entry.sequence() + " does not follow the one before it");
        } else if (!AuditHash.of(entry).equals(entry.hash())) {
            broken(entry.sequence(), "row " + entry.sequence() + " was altered");
        }
        sequence = entry.sequence();
        hash = entry.hash();
    }

    ChainState end() {
        if (why == null && (sequence != head.sequence() || !hash.equals(head.hash()))) {
            broken(sequence + 1, "the end of the chain is missing from row " + (sequence + 1));
        }
        return new ChainState(
                why == null,
                entries,
                head.expiredSequence() + 1,
                head.sequence(),
                head.hash(),
                why == null ? null : brokenAt,
                why);
    }

    private void broken(long at, String reason) {
        brokenAt = at;
        why = reason;
    }
}
