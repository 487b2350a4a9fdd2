/** When and from where keys were last used, written in batches and never once per request. */
package io.bureau.apikey.usage;
