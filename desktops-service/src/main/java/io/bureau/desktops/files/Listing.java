package io.bureau.desktops.files;

import java.util.List;

/**
 * What is in a folder.
 *
 * @param path the folder, with all links followed
 * @param truncated whether there is more than was listed
 */
record Listing(String path, List<Entry> entries, boolean truncated) {}
