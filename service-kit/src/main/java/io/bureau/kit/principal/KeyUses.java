package io.bureau.kit.principal;

/** Told of each use of a key; must not block and must not cost a call or a write per request. */
public interface KeyUses {

    void record(KeyUse use);
}
