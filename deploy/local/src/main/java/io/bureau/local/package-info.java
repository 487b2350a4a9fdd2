/** Bureau on one machine: stores, stand-in identity providers, the services as child processes, and the front door. */
package io.bureau.local;
