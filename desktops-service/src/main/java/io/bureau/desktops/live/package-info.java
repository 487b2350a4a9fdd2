/** What people and programs keep open on a desktop: views of its screen, and terminals. */
package io.bureau.desktops.live;
