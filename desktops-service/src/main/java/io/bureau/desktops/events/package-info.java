/** What happened to desktops, kept in order for those who follow it. */
package io.bureau.desktops.events;
