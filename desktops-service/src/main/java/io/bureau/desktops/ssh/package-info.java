/** The way into desktops: their keys, one connection for each that is in use, and commands and ports over it. */
package io.bureau.desktops.ssh;
