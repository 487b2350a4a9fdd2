/** What desktops run on here, and what keeps them apart. */
package io.bureau.desktops.system;
