/** What keys can be allowed to do. */
package io.bureau.apikey.capability;
