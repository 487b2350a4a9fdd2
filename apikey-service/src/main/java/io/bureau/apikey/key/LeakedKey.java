package io.bureau.apikey.key;

/** A key that still opens something, locked until the transaction at hand ends. */
public record LeakedKey(String id, String name, String organisation, boolean quarantined) {

    static LeakedKey of(StoredKey key) {
        return new LeakedKey(key.id, key.name, key.organisationId, key.quarantinedAt != null);
    }
}
