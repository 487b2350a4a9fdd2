package io.bureau.kit.audit;

/**
 * Where a chain ends, and where it begins since retention took what was before.
 *
 * @param expiredSequence the last row that retention deleted, 0 if none
 * @param expiredHash its hash, which the first remaining row follows
 */
record ChainHead(long sequence, String hash, long expiredSequence, String expiredHash) {

    static final ChainHead EMPTY = new ChainHead(0, AuditHash.NONE, 0, AuditHash.NONE);
}
