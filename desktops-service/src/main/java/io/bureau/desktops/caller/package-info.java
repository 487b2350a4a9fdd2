/** Who calls, as the caller may see it. */
package io.bureau.desktops.caller;
