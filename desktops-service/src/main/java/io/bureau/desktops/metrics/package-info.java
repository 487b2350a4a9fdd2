/** What running desktops use, measured while somebody follows it. */
package io.bureau.desktops.metrics;
