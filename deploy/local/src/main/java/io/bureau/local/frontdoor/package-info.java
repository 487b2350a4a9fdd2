/** The one origin: routes by path, believes nobody's forwarding headers, and never routes what is internal. */
package io.bureau.local.frontdoor;
