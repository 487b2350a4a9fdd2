/** Tells an organisation's own servers what happens to its desktops: Standard Webhooks, from the log of events. */
package io.bureau.desktops.webhook;
