/** The one error envelope, and the mapping of everything that can go wrong onto it. */
package io.bureau.kit.error;
