package io.bureau.identity.notice;

import io.bureau.kit.http.Service;

/**
 * One notice, as it is kept and sent.
 *
 * @param body JSON
 */
public record Notice(String id, Service service, String path, String body) {}
