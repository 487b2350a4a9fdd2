/** The container engine that desktops run on. */
package io.bureau.local.engine;
