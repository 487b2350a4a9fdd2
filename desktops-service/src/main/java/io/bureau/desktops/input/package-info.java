/** Pointer, keyboard and clipboard of desktops. */
package io.bureau.desktops.input;
