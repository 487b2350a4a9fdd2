package io.bureau.desktops.files;

/** What a caller is sent of a file. */
record Sending(Download file, Span part) {}
