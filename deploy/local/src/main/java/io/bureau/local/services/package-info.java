/** The four services: what each is told, how it is run, and when it is ready. */
package io.bureau.local.services;
