/** How keys are used: when, from where, for what, how often; written in batches and never once per request. */
package io.bureau.apikey.usage;
