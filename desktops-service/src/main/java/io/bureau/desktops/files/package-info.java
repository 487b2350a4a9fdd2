/** The files of desktops, over SFTP: what the desktop's own user may do there decides what can be done. */
package io.bureau.desktops.files;
