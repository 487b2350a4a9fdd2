package io.bureau.apikey.leak;

import io.bureau.apikey.key.KeyHash;
import io.bureau.kit.audit.Actor;
import java.util.List;

/** Somebody says that a key has leaked. It does not hold the key, but what would find it. */
record LeakReport(String id, List<KeyHash> hashes, Actor reporter) {}
