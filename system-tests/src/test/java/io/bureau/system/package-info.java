/**
 * Bureau as its users meet it: the packaged processes behind the front door, over HTTP and in a browser. Nothing here knows
 * a class of theirs.
 */
package io.bureau.system;
