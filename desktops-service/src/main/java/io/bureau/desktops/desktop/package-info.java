/** Desktops: what is wanted of them, kept in Postgres, and the reconciler that makes their machines follow. */
package io.bureau.desktops.desktop;
